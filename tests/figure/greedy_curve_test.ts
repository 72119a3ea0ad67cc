import { deepStrictEqual, throws } from "node:assert/strict";
import { greedyCurve } from "../../lib/figure/greedy_curve.ts";
import type { StudyRow } from "../../lib/figure/rows.ts";
import { compiled } from "./compiled.ts";
import { accuracy } from "./study.ts";

const accuracies = [
  accuracy("a", "a", 1),
  accuracy("b", "a", 0.5),
  accuracy("b", "b", 0.75),
  accuracy("a", "a+b", 0.75),
  accuracy("b", "a+b", 0.5),
];
const sets: StudyRow[] = [
  { metric: "greedy", rule: "row-mean", order: "smallest", k: 2, mixed: "a+b" },
  { metric: "greedy", rule: "row-mean", order: "smallest", k: 1, mixed: "a" },
  { metric: "greedy", rule: "row-mean", order: "largest", k: 1, mixed: "b" },
];

Deno.test("greedyCurve() sets the points between bounds over mixtures", () => {
  const [bounds, lines] = compiled(greedyCurve(sets, accuracies));
  deepStrictEqual(bounds, [
    { k: 1, low: 87.5, high: 87.5 },
    { k: 2, low: 62.5, high: 62.5 },
  ]);
  deepStrictEqual(lines?.slice(0, 2), [
    { series: "smallest FSD first", line: "smallest", k: 1, value: 75 },
    { series: "smallest FSD first", line: "smallest", k: 2, value: 62.5 },
  ]);
});

Deno.test("greedyCurve() has a panel for each rule, with the same bounds", () => {
  const set = {
    metric: "greedy",
    rule: "pairwise",
    order: "smallest",
  } as const;
  const own = ["a", "b"].map((target) => ({
    ...set,
    target,
    k: 2,
    mixed: "a+b",
  }));
  const data = compiled(greedyCurve([...sets, ...own], accuracies));
  deepStrictEqual(data.length, 3); // one of bounds, which both panels share
  deepStrictEqual(data[2]!.slice(0, 1), [
    { series: "smallest FSD first", line: "smallest", k: 2, value: 62.5 },
  ]);
});

Deno.test("greedyCurve() refuses sets without accuracies", () => {
  throws(
    () => greedyCurve(sets, []),
    new RangeError("Cannot draw greedy sets: 0 points, expected some"),
  );
});
