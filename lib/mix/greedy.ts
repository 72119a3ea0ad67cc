/**
 * Choosing adapters to mix by how far their signs differ.
 *
 * @module
 */
import { mean } from "../math/stats.ts";

/** Ways to choose; {@linkcode greedy} says what each does. */
export const greedyRules = [
  "row-mean",
  "keep-target",
  "pairwise",
  "incremental",
] as const;

/** A way to choose. */
export type GreedyRule = typeof greedyRules[number];

/** Which adapters to choose. */
export interface GreedyOptions {
  /**
   * What is looked at; "keep-target" with a target and "row-mean" without one by
   * default.
   */
  readonly rule?: GreedyRule;
  /** Whether the smallest or the largest difference is chosen first; smallest by default. */
  readonly order?: "smallest" | "largest";
  /** Adapter that is chosen before all others; none by default. */
  readonly target?: number;
}

/** Sign differences, each the smaller the sooner it is chosen. */
type Costs = readonly (readonly number[])[];

/**
 * Chooses adapters by how far their signs differ from the others'.
 *
 * - `row-mean`, as the paper prints it: by the mean difference from all adapters,
 *   so that one set serves every target;
 * - `keep-target`: the target, and the others in that order;
 * - `pairwise`: pairs by their difference, whose members are taken as they come;
 *   with a target, pairs that hold it, so that its nearest adapters are chosen;
 * - `incremental`: one after the other, each time the one whose mean difference
 *   from those chosen already is smallest; without a target, from the best pair on.
 *
 * @param matrix Fraction of sign difference of every two adapters, square, with
 * the zeros of its diagonal.
 * @param count How many adapters to choose, the target included.
 * @param options Rule, order and target.
 * @returns Places of the adapters in the matrix, first choice first; ties by place.
 * @throws {RangeError} If count is not from 1 to the number of adapters, if the
 * target is not one of them, or if the rule has no use for a target or needs one.
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
  { order = "smallest", target, rule = usualRule(target) }: GreedyOptions = {},
): number[] {
  expectPlace("count", count, 1, matrix.length);
  if (target !== undefined) {
    expectPlace("target", target, 0, matrix.length - 1);
  }
  expectTarget(rule, target);
  const sign = order === "smallest" ? 1 : -1;
  const costs = matrix.map((row) => row.map((value) => sign * value));
  const all = rule === "pairwise"
    ? byPairs(costs, target)
    : rule === "incremental"
    ? oneByOne(costs, target)
    : byRowMeans(costs, target);
  return all.slice(0, count);
}

function usualRule(target: number | undefined): GreedyRule {
  return target === undefined ? "row-mean" : "keep-target";
}

function byRowMeans(costs: Costs, target: number | undefined): number[] {
  const means = costs.map(meanOf);
  const first = (place: number) => place === target ? 0 : 1;
  return [...means.keys()]
    .sort((i, j) => first(i) - first(j) || means[i]! - means[j]!);
}

/** Members of pairs in the order of their costs, each once. */
function byPairs(costs: Costs, target: number | undefined): number[] {
  const pairs = costs.flatMap((row, i) =>
    row.map((cost, j) => ({ i, j, cost })).slice(i + 1)
  ).filter(({ i, j }) => target === undefined || i === target || j === target);
  const members = pairs
    .sort((a, b) => a.cost - b.cost || a.i - b.i || a.j - b.j)
    .flatMap(({ i, j }) => [i, j]);
  return [...new Set([target ?? members[0] ?? 0, ...members])];
}

/** Always the adapter of the least mean cost to those that are chosen. */
function oneByOne(costs: Costs, target: number | undefined): number[] {
  const chosen = [target ?? byPairs(costs, undefined)[0]!];
  while (chosen.length < costs.length) {
    const left = [...costs.keys()]
      .filter((place) => !chosen.includes(place))
      .map((place) => ({
        place,
        cost: meanOf(chosen.map((other) => costs[place]![other]!)),
      }));
    chosen.push(left.reduce((a, b) => b.cost < a.cost ? b : a).place);
  }
  return chosen;
}

/** Adds in order of size, so that the same numbers tie exactly in any order. */
function meanOf(values: readonly number[]): number {
  return mean(values.toSorted((a, b) => a - b));
}

function expectTarget(rule: GreedyRule, target: number | undefined) {
  if (rule === "row-mean" && target !== undefined) {
    throw new RangeError(
      `Cannot choose adapters by row-mean: target is ${target}, expected none, as one set serves every target`,
    );
  }
  if (rule === "keep-target" && target === undefined) {
    throw new RangeError(
      "Cannot choose adapters by keep-target: there is no target, expected one",
    );
  }
}

function expectPlace(what: string, value: number, low: number, high: number) {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw new RangeError(
    `Cannot choose adapters: ${what} is ${value}, expected a whole number from ${low} to ${high}`,
  );
}
