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
