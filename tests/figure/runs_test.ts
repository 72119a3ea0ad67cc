import { deepStrictEqual } from "node:assert/strict";
import { runs } from "../../lib/figure/runs.ts";

Deno.test("runs() joins neighbours up to the gap", () => {
  deepStrictEqual(runs([5, 1, 2, 3.5, 9], 1.5), [
    { low: 1, high: 5 },
    { low: 9, high: 9 },
  ]);
  deepStrictEqual(runs([5, 1, 2, 3.5, 9], 1), [
    { low: 1, high: 2 },
    { low: 3.5, high: 3.5 },
    { low: 5, high: 5 },
    { low: 9, high: 9 },
  ]);
});

Deno.test("runs() of nothing is nothing", () => {
  deepStrictEqual(runs([], 1), []);
});
