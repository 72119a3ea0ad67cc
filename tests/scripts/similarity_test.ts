import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { readRows } from "../../lib/io/rows.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { summaryOf } from "./command.ts";
import { readCells } from "./predictions.ts";

Deno.test("similarity compares centroids, and finds like domains alike", async () => {
  await inTemporaryFolder(async (folder) => {
    const [out, csv] = [`${folder}/similarity`, `${folder}/matrix.csv`];
    const names = ["sentiment", "reviews", "answers"];
    const summary = await summaryOf("similarity", [
      ...["--limit-documents", 40, "--max-seq-length", 64],
      ...["--out", out, "--csv", csv, ...names],
    ]);
    deepStrictEqual(summary, {
      datasets: 3,
      absent: [],
      encoder: "data/tiny",
      pooling: "mean",
      figure: `${out}.svg`,
    });
    deepStrictEqual(namesIn(folder), [
      "matrix.csv",
      ...[".jsonl", ".svg", ".vl.json"].map((end) => `similarity${end}`),
    ]);
    const [header, ...lines] = await readCells(csv);
    deepStrictEqual(header, ["dataset", ...names]);
    const matrix = lines.map((cells) => cells.slice(1).map(Number));
    matrix.forEach((row, i) => {
      ok(Math.abs(row[i]! - 1) < 1e-12);
      row.forEach((value, j) => strictEqual(value, matrix[j]![i]));
    });
    ok(matrix[0]![1]! > matrix[0]![2]!, "reviews are sentiment's like");

    const rows = await readRows<Record<string, unknown>>(`${out}.jsonl`);
    strictEqual(rows.length, 9);
    const { commit: _, ...first } = rows[1]!;
    deepStrictEqual(first, {
      script: "similarity",
      model: "data/tiny",
      seed: 42,
      splits: "clean",
      pooling: "mean",
      normalize: false,
      max_seq_length: 64,
      metric: "cosine",
      row: "sentiment",
      column: "reviews",
      value: matrix[0]![1],
      count: 40,
    });
    const svg = await Deno.readTextFile(`${out}.svg`);
    match(svg, />Similarity of data sets to the encoder tiny</);
  });
});
