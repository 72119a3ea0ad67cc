import { deepStrictEqual } from "node:assert/strict";
import { bySize, byTargetAndSize } from "../../lib/figure/by_size.ts";
import { accuracy } from "./study.ts";

const rows = [
  accuracy("a", "a+b", 0.75),
  accuracy("a", "a", 1),
  accuracy("a", "a+c", 0.25),
  accuracy("a", "b+c", 0.125),
  accuracy("b", "b", 0.5),
  accuracy("b", "a+b", 0.25),
];

Deno.test("byTargetAndSize() leaves out mixtures without the target", () => {
  deepStrictEqual(byTargetAndSize(rows), [
    { target: "a", k: 1, values: [1] },
    { target: "a", k: 2, values: [0.75, 0.25] },
    { target: "b", k: 1, values: [0.5] },
    { target: "b", k: 2, values: [0.25] },
  ]);
});

Deno.test("bySize() averages each target's worst, mean and best", () => {
  deepStrictEqual(bySize(rows), [
    { k: 1, min: 0.75, mean: 0.75, max: 0.75 },
    { k: 2, min: 0.25, mean: 0.375, max: 0.5 },
  ]);
});

Deno.test("bySize() leaves out sizes that lack a target", () => {
  const sizes = bySize([...rows, accuracy("a", "a+b+c", 0.5)]);
  deepStrictEqual(sizes.map(({ k }) => k), [1, 2]);
});
