import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { refusalOf, summaryOf } from "./command.ts";

const table = (name: string, count: number) =>
  "text,label\n" + Array.from(
    { length: count },
    (_, i) => `${name} ${i},${["bad", "good", "ugly"][i % 3]}\n`,
  ).join("");

Deno.test("a directory of tables stands where a name can, class names and all", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/films`);
    await Deno.writeTextFile(`${folder}/films/train.csv`, table("a", 30));
    await Deno.writeTextFile(`${folder}/films/test.csv`, table("b", 9));
    const data = ["--dataset", `${folder}/films`];
    const out = ["--out", `${folder}/out`];
    const trained = await summaryOf<{ examples: number; count: number }>(
      "train",
      [...data, ...out, "--max-steps", 1, "--limit-train", 12],
    );
    deepStrictEqual([trained.examples, trained.count], [12, 3]);
    const head = await Deno.readTextFile(`${folder}/out/head_config.json`);
    deepStrictEqual(JSON.parse(head).config.label2id, {
      bad: 0,
      good: 1,
      ugly: 2,
    });
    const { count } = await summaryOf<{ count: number }>("evaluate", [
      ...data,
      ...["--adapter", `${folder}/out`, "--limit-examples", 6],
    ]);
    strictEqual(count, 6);
  }));

Deno.test("the paper's splits are refused of data that the paper has not", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/train.csv`, table("a", 9));
    const [code, sentence] = await refusalOf("train", [
      ...["--dataset", folder, "--splits", "paper", "--out", `${folder}/out`],
    ]);
    strictEqual(code, 2);
    strictEqual(
      sentence.split(":")[0],
      `Cannot divide "${folder}" as in the paper`,
    );
  }));
