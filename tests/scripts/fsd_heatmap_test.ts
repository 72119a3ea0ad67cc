import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readAdapter } from "../../lib/adapter/file.ts";
import { readRows } from "../../lib/io/rows.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { parity, shortRun } from "./fixture.ts";
import { readCells } from "./predictions.ts";

const NAMES = ["one", "three", "two"];

/** Share of the weights whose signs are opposite, counted one by one. */
function fsd(a: Weights, b: Weights): number {
  let [opposite, all] = [0, 0];
  for (const [name, { data }] of a) {
    const other = b.get(name)!.data;
    data.forEach((value, i) => {
      if (Math.sign(value) * Math.sign(other[i]!) < 0) opposite++;
      all++;
    });
  }
  return opposite / all;
}

Deno.test("fsd_heatmap compares a directory of adapters", async () => {
  await inTemporaryFolder(async (folder) => {
    const adapters = `${folder}/adapters`;
    for (const [seed, name] of NAMES.entries()) {
      await summaryOf("train", [
        ...shortRun("roberta-lora"),
        ...["--adapter-init", `${parity("roberta-lora")}/adapter`],
        ...["--seed", seed + 1, "--out", `${adapters}/${name}`],
      ]);
    }
    await Deno.mkdir(`${adapters}/other`); // is no adapter
    const [out, csv] = [`${folder}/fsd`, `${folder}/matrix.csv`];
    const args = ["--out", out, "--csv", csv, adapters];
    const summary = await summaryOf("fsd_heatmap", args);

    const [header, ...lines] = await readCells(csv);
    deepStrictEqual(header, ["adapter", ...NAMES]);
    deepStrictEqual(lines.map(([name]) => name), NAMES);
    const matrix = lines.map((cells) => cells.slice(1).map(Number));
    const read = await Promise.all(
      NAMES.map((name) => readAdapter(`${adapters}/${name}`)),
    );
    for (const [i, row] of matrix.entries()) {
      for (const [j, value] of row.entries()) {
        strictEqual(value, fsd(read[i]!.weights, read[j]!.weights));
        strictEqual(value, matrix[j]![i]);
      }
    }
    ok(matrix[0]![1]! > 0 && matrix[0]![1]! < 1);
    strictEqual(summary.adapters, 3);
    strictEqual(summary.figure, `${out}.svg`);

    const written = ["fsd.jsonl", "fsd.svg", "fsd.vl.json", "matrix.csv"];
    deepStrictEqual(namesIn(folder), ["adapters", ...written]);
    match(await Deno.readTextFile(`${out}.svg`), /^<svg /);
    const rows = await readRows<{ metric: string; seed: number }>(
      `${out}.jsonl`,
    );
    strictEqual(rows.length, 9);
    ok(rows.every(({ seed }) => seed === 1), "the first adapter's seed");

    ok(rows.every(({ metric }) => metric === "fsd"));

    await summaryOf("fsd_heatmap", [
      ...["--out", out, "--csv", csv, "--overwrite", "--by", "layer"],
      ...["--measure", "magnitude", adapters],
    ]);
    const [panelHeader, ...pairs] = await readCells(csv);
    deepStrictEqual(panelHeader, ["panel", "row", "column", "fsd"]);
    deepStrictEqual(pairs.length, (await readRows(`${out}.jsonl`)).length);
  });
});
