import { deepStrictEqual } from "node:assert/strict";
import {
  fsdFindings,
  greedyFindings,
} from "../../lib/figure/conflict_findings.ts";
import type { StudyRow } from "../../lib/figure/rows.ts";
import { accuracy, fsd, study } from "./study.ts";

Deno.test("fsdFindings() compares training with no training", () => {
  deepStrictEqual(fsdFindings(study()), [
    "Trained adapters differ in sign at 6.0% of their weights on average: " +
    "their FSD, fraction of sign difference.",
    "Before training, from the same initial weights, it is 0.0%.",
    "Independent initial weights differ at 50.0%.",
    "The most conflicting pair is law and jokes (7.0%), the least " +
    "conflicting one news and law (5.0%).",
  ]);
});

Deno.test("fsdFindings() counts each pair once and adds what is known", () => {
  const rows = [
    fsd("a", "a", 0),
    fsd("a", "b", 0.1),
    fsd("b", "a", 0.1),
    fsd("a", "b", 0.2, { metric: "fsd_nonzero" }),
  ];
  deepStrictEqual(fsdFindings(rows), [
    "Trained adapters differ in sign at 10.0% of their weights on average: " +
    "their FSD, fraction of sign difference.",
    "Over weights that are non-zero in both it is 20.0%.",
  ]);
  deepStrictEqual(fsdFindings([]), []);
});

Deno.test("greedyFindings() compares the orders size by size", () => {
  const accuracies = [
    accuracy("a", "a", 0.9),
    accuracy("a", "b", 0.5),
    accuracy("a", "a+b", 0.6),
    accuracy("a", "a+c", 0.7),
  ];
  const set = (order: "smallest" | "largest", mixed: string): StudyRow => (
    {
      metric: "greedy",
      rule: "row-mean",
      order,
      k: mixed.split("+").length,
      mixed,
    }
  );
  deepStrictEqual(
    greedyFindings([
      set("smallest", "a"),
      set("largest", "b"),
      set("smallest", "a+b"),
      set("largest", "a+c"),
    ], accuracies),
    [
      "By mean FSD from all, one set for all targets: taking the smallest " +
      "sign difference first is better than the largest at 1 and worse at 1 of 2 " +
      "sizes; on average it is 15.0 points better than the other.",
    ],
  );
  deepStrictEqual(greedyFindings([set("smallest", "a")], accuracies), []);
});
