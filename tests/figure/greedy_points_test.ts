import { deepStrictEqual } from "node:assert/strict";
import { greedyPoints } from "../../lib/figure/greedy_points.ts";
import type { StudyRow } from "../../lib/figure/rows.ts";
import { accuracy } from "./study.ts";

const accuracies = [
  accuracy("a", "a", 1),
  accuracy("b", "a", 0.5),
  accuracy("b", "b", 0.75),
  accuracy("a", "a+b", 0.75),
  accuracy("b", "a+b", 0.5),
];

Deno.test("greedyPoints() averages one set over all targets, members or not", () => {
  const set = { metric: "greedy", rule: "row-mean" } as const;
  const sets: StudyRow[] = [
    { ...set, order: "smallest", k: 2, mixed: "a+b" },
    { ...set, order: "smallest", k: 1, mixed: "a" },
    { ...set, order: "largest", k: 1, mixed: "b" },
  ];
  // The set "b" was not measured on target "a", so it has no mean.
  deepStrictEqual(greedyPoints(sets, accuracies), [
    { rule: "row-mean", order: "smallest", k: 1, value: 0.75 },
    { rule: "row-mean", order: "smallest", k: 2, value: 0.625 },
  ]);
});

Deno.test("greedyPoints() takes each target's own set where there is one", () => {
  const set = {
    metric: "greedy",
    rule: "pairwise",
    order: "smallest",
    k: 1,
  } as const;
  const sets: StudyRow[] = [
    { ...set, target: "a", mixed: "a" },
    { ...set, target: "b", mixed: "b" },
  ];
  deepStrictEqual(greedyPoints(sets, accuracies), [
    { rule: "pairwise", order: "smallest", k: 1, value: 0.875 },
  ]);
  deepStrictEqual(greedyPoints(sets.slice(1), accuracies), []);
});

Deno.test("greedyPoints() looks a set of one seed up among accuracies of that seed", () => {
  const set = {
    metric: "greedy",
    rule: "row-mean",
    order: "smallest",
  } as const;
  const sets: StudyRow[] = [
    { ...set, k: 1, mixed: "a", seed: 1 },
    { ...set, k: 1, mixed: "b", seed: 2 },
  ];
  const rows = [["a", 1, 0.5], ["a", 2, 0.9], ["b", 2, 0.75], ["b", 1, 0.1]]
    .map(([mixed, seed, value]) =>
      accuracy("a", `${mixed}`, Number(value), { seed: Number(seed) })
    );
  deepStrictEqual(greedyPoints(sets, rows).map(({ value }) => value), [0.625]);
});
