import { deepStrictEqual } from "node:assert/strict";
import {
  accuracyRows,
  inDomainRows,
  singleRows,
} from "../../lib/figure/rows.ts";
import { accuracy } from "./study.ts";

const dense = accuracy("a", "a", 0.9);

Deno.test("accuracyRows() takes dense averages on clean test text", () => {
  const others = [
    accuracy("a", "a", 0.8, { split: "validation" }),
    accuracy("a", "a", 0.8, { attack: "fgsm" }),
    accuracy("a", "a", 0.8, { method: "ties" }),
    accuracy("a", "a", 0.8, { sparsity: 0.9 }),
    accuracy("a", "a", 0.8, { kind: "none" }),
    { metric: "majority", target: "a", value: 0.5, count: 10 } as const,
  ];
  deepStrictEqual(accuracyRows([dense, ...others]), [dense]);
});

Deno.test("accuracyRows() takes dense rows with any pruning scope", () => {
  const whole = accuracy("a", "a", 0.9, { scope: "global" });
  const pruned = accuracy("a", "a", 0.8, { scope: "global", sparsity: 0.9 });
  const rows = [dense, whole, pruned];
  deepStrictEqual(accuracyRows(rows, { sparsity: "any" }), [dense, whole]);
  deepStrictEqual(accuracyRows(rows, { sparsity: 0.9, scope: "global" }), [
    pruned,
  ]);
});

Deno.test("singleRows() leaves out adapters of other domains", () => {
  deepStrictEqual(singleRows([dense, accuracy("a", "b", 0.4)]), [dense]);
});

Deno.test("inDomainRows() compares whole names", () => {
  const rows = [accuracy("a", "ab+c", 0.4), accuracy("a", "a+c", 0.8), dense];
  deepStrictEqual(inDomainRows(rows), rows.slice(1));
});
