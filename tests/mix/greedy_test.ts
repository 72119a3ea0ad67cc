import { deepStrictEqual, throws } from "node:assert/strict";
import { greedy } from "../../lib/mix/greedy.ts";

// Row means: 0.15, 0.175, 0.2, 0.175.
const matrix = [
  [0.0, 0.1, 0.3, 0.2],
  [0.1, 0.0, 0.3, 0.3],
  [0.3, 0.3, 0.0, 0.2],
  [0.2, 0.3, 0.2, 0.0],
];

Deno.test("greedy() chooses the smallest row means first, ties by place", () => {
  deepStrictEqual(greedy(matrix, 4), [0, 1, 3, 2]);
  deepStrictEqual(greedy(matrix, 2), [0, 1]);
});

Deno.test("greedy() chooses the largest row means first if told so, ties by place", () => {
  deepStrictEqual(greedy(matrix, 4, { order: "largest" }), [2, 1, 3, 0]);
});

Deno.test("greedy() ties rows of the same numbers whatever their order", () => {
  // 0.1 + 0.2 + 0.3 and 0.3 + 0.2 + 0.1 differ in float64.
  const row = [0.1, 0.2, 0.3];
  deepStrictEqual(greedy([row, row.toReversed(), row], 3), [0, 1, 2]);
  deepStrictEqual(greedy([row.toReversed(), row, row], 3), [0, 1, 2]);
});

Deno.test("greedy() takes the target before the best of the others", () => {
  deepStrictEqual(greedy(matrix, 1, { target: 2 }), [2]);
  deepStrictEqual(greedy(matrix, 3, { target: 2 }), [2, 0, 1]);
  deepStrictEqual(greedy(matrix, 3, { target: 0, order: "largest" }), [
    0,
    2,
    1,
  ]);
});

// Adapter 3 is near 0 alone, 1 and 2 are near each other.
const places = [
  [0.00, 0.30, 0.35, 0.10],
  [0.30, 0.00, 0.05, 0.50],
  [0.35, 0.05, 0.00, 0.15],
  [0.10, 0.50, 0.15, 0.00],
];

Deno.test("greedy() pairwise takes the members of the least different pairs", () => {
  deepStrictEqual(greedy(places, 4, { rule: "pairwise" }), [1, 2, 0, 3]);
  const largest = { rule: "pairwise", order: "largest" } as const;
  deepStrictEqual(greedy(places, 4, largest), [1, 3, 0, 2]);
});

Deno.test("greedy() pairwise with a target takes its nearest adapters", () => {
  const of = (target: number) =>
    greedy(places, 4, { rule: "pairwise", target });
  deepStrictEqual(of(0), [0, 3, 1, 2]);
  deepStrictEqual(of(3), [3, 0, 2, 1]);
});

Deno.test("greedy() incremental compares with all that are chosen already", () => {
  const rule = "incremental";
  // After 0 and 3, adapter 2 has mean 0.25 and adapter 1 has 0.4.
  deepStrictEqual(greedy(places, 4, { rule, target: 0 }), [0, 3, 2, 1]);
  deepStrictEqual(greedy(places, 2, { rule }), [1, 2]);
  const order = "largest";
  deepStrictEqual(greedy(places, 4, { rule, order }), [1, 3, 0, 2]);
});

Deno.test("greedy() of each rule takes each adapter once, the target first", () => {
  for (const rule of ["keep-target", "pairwise", "incremental"] as const) {
    for (const target of places.keys()) {
      const chosen = greedy(places, 4, { rule, target });
      deepStrictEqual(chosen[0], target);
      deepStrictEqual(chosen.toSorted(), [0, 1, 2, 3]);
    }
    deepStrictEqual(greedy([[0]], 1, { rule, target: 0 }), [0]);
  }
});

Deno.test("greedy() refuses rules that do not go with the target", () => {
  throws(
    () => greedy(matrix, 2, { rule: "row-mean", target: 1 }),
    new RangeError(
      "Cannot choose adapters by row-mean: target is 1, expected none, as one set serves every target",
    ),
  );
  throws(
    () => greedy(matrix, 2, { rule: "keep-target" }),
    new RangeError(
      "Cannot choose adapters by keep-target: there is no target, expected one",
    ),
  );
});

Deno.test("greedy() refuses counts and targets that are out of range", () => {
  throws(
    () => greedy(matrix, 5),
    new RangeError(
      "Cannot choose adapters: count is 5, expected a whole number from 1 to 4",
    ),
  );
  throws(
    () => greedy(matrix, 2, { target: 4 }),
    new RangeError(
      "Cannot choose adapters: target is 4, expected a whole number from 0 to 3",
    ),
  );
});
