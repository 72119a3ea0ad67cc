import { strictEqual } from "node:assert/strict";
import { pairwiseConflict } from "../../lib/study/pairwise_conflict.ts";
import { fsdRow } from "./made_rows.ts";

Deno.test("pairwiseConflict() is the mean over the pairs of a mixture", () => {
  const conflict = pairwiseConflict([
    fsdRow("a", "b", 0.1),
    fsdRow("c", "a", 0.2),
    fsdRow("b", "c", 0.6),
    fsdRow("b", "c", 0.9, { state: "untrained" }),
    fsdRow("b", "c", 0.9, { part: "block 0" }),
    fsdRow("a", "d", 0.5),
  ]);
  const of = (mixed: string) => conflict({ mixed });
  strictEqual(of("a+b"), 0.1);
  strictEqual(of("a+c"), 0.2);
  strictEqual(of("a+b+c"), (0.1 + 0.2 + 0.6) / 3);
  strictEqual(of("a"), undefined);
  strictEqual(of("a+b+d"), undefined, "b and d were not compared");
});
