import { deepStrictEqual } from "node:assert/strict";
import {
  correlationFindings,
  fsdFindings,
  greedyFindings,
} from "../../lib/figure/conflict_findings.ts";
import type { AccuracyRow, StudyRow } from "../../lib/figure/rows.ts";
import { accuracy, fsd, study } from "./study.ts";

Deno.test("fsdFindings() compares training with no training", () => {
  deepStrictEqual(fsdFindings(study()), [
    "Trained adapters differ in sign at 6.0% of their weights on average.",
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
    "Trained adapters differ in sign at 10.0% of their weights on average.",
    "Over weights that are non-zero in both it is 20.0%.",
  ]);
  deepStrictEqual(fsdFindings([]), []);
});

const others = ["b", "c", "d", "e", "f"];

/** Mixtures of "a" with one other, whose FSD rises from "b" to "f". */
function pairs(value: (i: number) => number): [StudyRow[], AccuracyRow[]] {
  return [
    others.map((name, i) => fsd("a", name, 0.1 + 0.1 * i)),
    others.map((name, i) => accuracy("a", `a+${name}`, value(i))),
  ];
}

const correlation = (text: string) => [
  "Among mixtures of one target and one size, the rank correlation " +
  `(Spearman) of mean pairwise FSD and accuracy is ${text}`,
];

Deno.test("correlationFindings() says which way accuracy goes", () => {
  deepStrictEqual(
    correlationFindings(...pairs((i) => 0.9 - 0.1 * i)),
    correlation(
      "\u22121.00 on average and negative in 1 of 1 groups: " +
        "more sign difference goes with lower accuracy.",
    ),
  );
  deepStrictEqual(
    correlationFindings(...pairs((i) => 0.1 + 0.1 * i)),
    correlation(
      "1.00 on average and negative in 0 of 1 groups: " +
        "more sign difference goes with higher accuracy.",
    ),
  );
  deepStrictEqual(
    correlationFindings(...pairs((i) => [0.5, 0.7, 0.9, 0.7, 0.5][i]!)),
    correlation(
      "0.00 on average and negative in 0 of 1 groups: hardly any relation.",
    ),
  );
});

Deno.test("correlationFindings() is silent where none is defined", () => {
  deepStrictEqual(correlationFindings(...pairs(() => 0.5)), []);
  const [rows, accuracies] = pairs((i) => 0.1 * i);
  deepStrictEqual(correlationFindings(rows, accuracies.slice(1)), []);
  deepStrictEqual(correlationFindings(rows.slice(1), accuracies), []);
});

Deno.test("greedyFindings() compares the orders size by size", () => {
  const accuracies = [
    accuracy("a", "a", 0.9),
    accuracy("a", "b", 0.5),
    accuracy("a", "a+b", 0.6),
    accuracy("a", "a+c", 0.7),
  ];
  const set = (order: "smallest" | "largest", mixed: string): StudyRow => (
    { metric: "greedy", order, k: mixed.split("+").length, mixed }
  );
  deepStrictEqual(
    greedyFindings([
      set("smallest", "a"),
      set("largest", "b"),
      set("smallest", "a+b"),
      set("largest", "a+c"),
    ], accuracies),
    [
      "Taking adapters with the smallest mean sign difference first is " +
      "better than taking the largest first at 1 and worse at 1 of 2 sizes; " +
      "on average it is 15.0 points better than the other.",
    ],
  );
  deepStrictEqual(greedyFindings([set("smallest", "a")], accuracies), []);
});
