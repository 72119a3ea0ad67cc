import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { wilson } from "../../lib/math/interval.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { refusalOf, summaryOf } from "./command.ts";
import { modelAndData, modelOf, parity, shortRun } from "./fixture.ts";
import { readCells } from "./predictions.ts";

const CASE = "roberta-pfeiffer";
const ADAPTER = `${parity(CASE)}/adapter`;

/** What evaluate prints. */
interface Summary {
  accuracy: number;
  macro_f1: number;
  count: number;
  interval: [number, number];
}

Deno.test("evaluate prints what the lines that it writes say", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out.csv`;
    const summary = await summaryOf<Summary>("evaluate", [
      ...modelAndData(CASE),
      ...["--adapter", ADAPTER, "--out", out],
    ]);
    const [header, ...lines] = await readCells(out);
    const logits = header!.filter((name) => name.startsWith("logit_"));
    const start = ["index", "label", "prediction"];
    deepStrictEqual(header, [...start, ...logits.map((_, i) => `logit_${i}`)]);
    deepStrictEqual(lines.map(([index]) => Number(index)), [
      ...lines.keys(),
    ]);
    for (const [, , prediction, ...row] of lines) {
      const values = row.map(Number);
      strictEqual(Number(prediction), values.indexOf(Math.max(...values)));
      for (const logit of row) {
        const digits = logit.replace(/e.*$/, "").replace(/^-?0?\.?0*/, "")
          .replace(".", "");
        ok(digits.length >= 7, `${logit} has fewer than 7 digits`);
      }
    }
    const right = lines.filter(([, label, guess]) => label === guess).length;
    const { low, high } = wilson(right, 12);
    const { accuracy, count, interval } = summary;
    deepStrictEqual([accuracy, count, interval], [right / 12, 12, [low, high]]);
    deepStrictEqual(Object.keys(summary), [
      "accuracy",
      "macro_f1",
      "count",
      "interval",
      "majority",
      "dataset",
      "adapter",
    ]);
    deepStrictEqual(namesIn(folder), ["out.csv"]);
  });
});

Deno.test("evaluate of several adapters is that of their mixture", async () => {
  await inTemporaryFolder(async (folder) => {
    const [trained, mixed] = [`${folder}/trained`, `${folder}/mixed`];
    await summaryOf("train", [
      ...shortRun(CASE),
      ...["--adapter-init", ADAPTER, "--out", trained],
    ]);
    await summaryOf("mix", ["--out", mixed, trained, ADAPTER]);
    const written = async (adapter: string, name: string) => {
      const out = `${folder}/${name}.csv`;
      await summaryOf("evaluate", [
        ...[...modelAndData(CASE), "--split", "train"],
        ...["--adapter", adapter, "--out", out],
      ]);
      return await Deno.readTextFile(out);
    };
    const both = await written(`${trained},${ADAPTER}`, "both");
    strictEqual(both, await written(mixed, "mixed"));
    ok(both !== await written(trained, "trained"));
  });
});

Deno.test("evaluate matches a data set's classes with the head's by name", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/out`;
    const topics = [...modelOf(CASE), "--dataset", "topics"];
    await summaryOf("train", [
      ...[...topics, "--limit-train", 4, "--eval-every", 0],
      ...["--max-steps", 1, "--learning-rate", 0, "--out", out],
    ]);
    const labels = async () => {
      const file = `${folder}/out.csv`;
      await summaryOf("evaluate", [
        ...[...topics, "--limit-examples", 20],
        ...["--adapter", out, "--out", file, "--overwrite"],
      ]);
      const [, ...lines] = await readCells(file);
      return lines.map(([, label]) => Number(label));
    };
    const before = await labels();
    strictEqual(before.length, 20);

    const path = `${out}/head_config.json`;
    const head = JSON.parse(await Deno.readTextFile(path));
    const turned = { world: 3, sports: 2, business: 1, science: 0 };
    head.config.label2id = turned;
    await Deno.writeTextFile(path, JSON.stringify(head));
    deepStrictEqual(await labels(), before.map((label) => 3 - label));
  });
});

Deno.test("evaluate --dtype f16 says how far its labels are those of f32", async () => {
  const given = [...modelAndData(CASE), "--adapter", ADAPTER];
  const full = await summaryOf<Summary>("evaluate", given);
  const half = await summaryOf("evaluate", [...given, "--dtype", "f16"]);
  deepStrictEqual(half, { ...full, dtype: "f16", agreement: 1, checked: 12 });
});

Deno.test("evaluate --ensemble averages the probabilities of its members", async () => {
  await inTemporaryFolder(async (folder) => {
    const trained = `${folder}/trained`;
    await summaryOf("train", [
      ...shortRun(CASE),
      ...["--adapter-init", ADAPTER, "--out", trained],
    ]);
    const logitsOf = async (adapter: string, ...more: string[]) => {
      const out = `${folder}/logits.csv`;
      await summaryOf("evaluate", [
        ...[...modelAndData(CASE), "--split", "train"],
        ...["--adapter", adapter, ...more, "--out", out, "--overwrite"],
      ]);
      const [, ...lines] = await readCells(out);
      return lines.map(([, , , ...logits]) => logits.map(Number));
    };
    // Both with one head, that of the first: training changed it.
    await Deno.copyFile(
      `${ADAPTER}/model_head.safetensors`,
      `${trained}/model_head.safetensors`,
    );
    const [one, other] = [await logitsOf(ADAPTER), await logitsOf(trained)];
    const both = await logitsOf(`${ADAPTER},${trained}`, "--ensemble");
    both.forEach((logits, row) => {
      const [p, q] = [softmax(one[row]!), softmax(other[row]!)];
      logits.forEach((value, i) => {
        const mean = Math.log((p[i]! + q[i]!) / 2);
        ok(Math.abs(value - mean) < 1e-5, `${value}, ${mean}`);
      });
    });
    deepStrictEqual(
      await refusalOf("evaluate", [...modelAndData(CASE), "--ensemble"]),
      [
        2,
        "Cannot evaluate an ensemble: no adapters are given, expected --adapter",
      ],
    );
  });
});

function softmax(logits: readonly number[]): number[] {
  const powers = logits.map(Math.exp);
  const sum = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / sum);
}
