import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { currentRow } from "../../lib/study/current_row.ts";
import type { GreedyRow } from "../../lib/study/row.ts";
import { accuracyRow } from "./made_rows.ts";

const { script, commit, model, kind, seed } = accuracyRow("a", "a", 1);
const common = { script, commit, model, kind, seed };
const set = { metric: "greedy", order: "smallest", k: 1, mixed: "a" } as const;

Deno.test("currentRow() gives a greedy set without a rule the only one there was", () => {
  deepStrictEqual(currentRow({ ...common, ...set }), {
    ...common,
    ...set,
    rule: "row-mean",
  });
});

Deno.test("currentRow() leaves rows that say all as they are", () => {
  const ruled: GreedyRow = { ...common, ...set, rule: "pairwise", target: "a" };
  deepStrictEqual(currentRow(ruled), ruled);
  const other = accuracyRow("a", "a", 1);
  strictEqual(currentRow(other), other);
});
