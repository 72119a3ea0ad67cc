import { mean } from "../math/stats.ts";

/** Which adapters to choose. */
export interface GreedyOptions {
  /** Whether the smallest or the largest mean is chosen first; smallest by default. */
  readonly order?: "smallest" | "largest";
  /** Adapter that is chosen before all others; none by default. */
  readonly target?: number;
}

/**
 * Chooses adapters by how far their signs differ, on average, from the others'.
 *
 * As printed, the algorithm looks at each adapter once, so one set serves every
 * target; with `target`, that adapter and the next best ones are chosen.
 *
 * @param matrix Fraction of sign difference of every two adapters, square, with
 * the zeros of its diagonal.
 * @param count How many adapters to choose, the target included.
 * @param options Order and target.
 * @returns Places of the adapters in the matrix, first choice first; ties by place.
 * @throws {RangeError} If count is not from 1 to the number of adapters, or if
 * the target is not one of them.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 1
 *
 * @example
 * ```ts
 * import { greedy } from "mixology";
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const matrix = [[0.0, 0.3, 0.1], [0.3, 0.0, 0.4], [0.1, 0.4, 0.0]];
 * deepStrictEqual(greedy(matrix, 2), [0, 2]);
 * deepStrictEqual(greedy(matrix, 2, { order: "largest" }), [1, 2]);
 * deepStrictEqual(greedy(matrix, 2, { target: 1 }), [1, 0]);
 * ```
 */
export function greedy(
  matrix: readonly (readonly number[])[],
  count: number,
  { order = "smallest", target }: GreedyOptions = {},
): number[] {
  expectPlace("count", count, 1, matrix.length);
  if (target !== undefined) {
    expectPlace("target", target, 0, matrix.length - 1);
  }
  // Added in order of size, so that rows of the same numbers tie exactly.
  const means = matrix.map((row) => mean(row.toSorted((a, b) => a - b)));
  const sign = order === "smallest" ? 1 : -1;
  const first = (place: number) => place === target ? 0 : 1;
  return [...means.keys()]
    .sort((i, j) => first(i) - first(j) || sign * (means[i]! - means[j]!))
    .slice(0, count);
}

function expectPlace(what: string, value: number, low: number, high: number) {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new RangeError(
    `Cannot choose adapters: ${what} is ${value}, expected a whole number from ${low} to ${high}`,
  );
}
