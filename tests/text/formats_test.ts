import { deepStrictEqual } from "node:assert/strict";
import { formatOf } from "../../lib/text/formats.ts";

Deno.test("formatOf() tells the format by the end of the name", () => {
  deepStrictEqual(
    ["a.b/train.csv", "X.TSV", "a.jsonl", "a.parquet"].map(formatOf),
    ["csv", "tsv", "jsonl", "parquet"],
  );
});

Deno.test("formatOf() knows no other ends", () => {
  deepStrictEqual(
    ["csv", "a.txt", "a.csv/b", "a.constructor", ""].map(formatOf),
    Array(5).fill(undefined),
  );
});
