import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { subsetCells } from "../../lib/study/mix_stages.ts";

Deno.test("subsetCells() has each subset with each of its members as target", () => {
  deepStrictEqual(subsetCells(["a", "b"]), [
    { mixed: "a", target: "a" },
    { mixed: "b", target: "b" },
    { mixed: "a+b", target: "a" },
    { mixed: "a+b", target: "b" },
  ]);
});

Deno.test("subsetCells() of n names are n times 2^(n-1), all different", () => {
  for (const [n, cells] of [[1, 1], [3, 12], [5, 80], [13, 53_248]] as const) {
    const names = Array.from({ length: n }, (_, i) => `d${i}`);
    const found = subsetCells(names)
      .map(({ mixed, target }) => `${mixed}:${target}`);
    strictEqual(found.length, cells);
    strictEqual(new Set(found).size, cells);
  }
});
