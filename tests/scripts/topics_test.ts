import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readRows } from "../../lib/io/rows.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { readCells } from "./predictions.ts";

Deno.test("topics finds the same tables for the same seed", async () => {
  await inTemporaryFolder(async (folder) => {
    const args = (name: string, seed = 1) => [
      ...["--topics", 3, "--words", 4, "--passes", 2, "--seed", seed],
      ...["--common-documents", 50, "--limit-documents", 100],
      ...["--out", `${folder}/${name}`, "--csv", `${folder}/${name}.csv`],
      ...["topics", "finance"],
    ];
    const summary = await summaryOf("topics", args("a"));
    strictEqual(summary.datasets, 2);
    strictEqual(summary.figure, `${folder}/a.svg`);
    deepStrictEqual(
      namesIn(folder),
      ["a.csv", "a.jsonl", "a.md", "a.svg", "a.vl.json"],
    );
    const table = await Deno.readTextFile(`${folder}/a.md`);
    match(table, /^## topics\n\n\| topic \| share \(%\) \| words \|\n/);
    deepStrictEqual(table.match(/^## .*$/gm), [
      "## topics",
      "## finance",
      "## all together",
    ]);
    deepStrictEqual(table.match(/^\| \d \|/gm)?.length, 9);

    const [header, ...lines] = await readCells(`${folder}/a.csv`);
    deepStrictEqual(header, [
      ...["dataset", "topic", "share", "rank", "word", "probability"],
    ]);
    strictEqual(lines.length, 3 * 3 * 4);
    const rows = await readRows<Record<string, number | string>>(
      `${folder}/a.jsonl`,
    );
    const shares = rows.filter(({ metric, dataset }) =>
      metric === "common_topic_share" && dataset === "finance"
    );
    const sum = shares.reduce((all, { value }) => all + Number(value), 0);
    ok(Math.abs(sum - 1) < 1e-9, `${sum}`);

    await summaryOf("topics", args("b"));
    strictEqual(await Deno.readTextFile(`${folder}/b.md`), table);
    await summaryOf("topics", args("c", 2));
    ok(await Deno.readTextFile(`${folder}/c.md`) !== table);
  });
});

Deno.test("topics leaves out the words of a file in place of the usual ones", async () => {
  await inTemporaryFolder(async (folder) => {
    const texts = ["the cat sat", "the dog's bone", "the cat ran"];
    await Deno.writeTextFile(
      `${folder}/own.csv`,
      `text,label\n${
        texts.concat(texts, texts).map((t) => `${t},0`).join("\n")
      }`,
    );
    await Deno.writeTextFile(`${folder}/words.txt`, "Cat\r\nDog's\n\n");
    await summaryOf("topics", [
      ...["--stop-words", `${folder}/words.txt`, "--topics", 1],
      ...["--out", `${folder}/t`, `${folder}/own.csv`],
    ]);
    const table = await Deno.readTextFile(`${folder}/t.md`);
    match(table, /\bthe\b/);
    ok(!/\b(cat|dogs?)\b/.test(table), table);
  });
});
