/**
 * Statistics of numbers on the host.
 *
 * @module
 */

/**
 * Mean of the numbers.
 *
 * @param values Numbers, at least one.
 * @returns Their mean, in their unit.
 * @throws {RangeError} If there are no numbers.
 */
export function mean(values: readonly number[]): number {
  expectCount("mean", values.length, 1);
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Quantile by the R-7 method: linear between the two nearest order statistics.
 *
 * @param values Numbers in any order, at least one.
 * @param p Which quantile, from 0 (smallest) to 1 (largest).
 * @returns The quantile, in the numbers' unit.
 * @throws {RangeError} If there are no numbers, or p is not from 0 to 1.
 * @see Hyndman and Fan 1996, "Sample Quantiles in Statistical Packages",
 * definition 7; the default of NumPy's `quantile`
 *
 * @example
 * ```ts
 * import { quantile } from "./stats.ts";
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(quantile([40, 10, 30, 20], 0.5), 25);
 * ```
 */
export function quantile(values: ArrayLike<number>, p: number): number {
  expectCount("quantile", values.length, 1);
  if (!(p >= 0 && p <= 1)) {
    throw new RangeError(
      `Cannot take the quantile: p is ${p}, expected a number from 0 to 1`,
    );
  }
  const sorted = Float64Array.from(values).sort();
  const place = p * (sorted.length - 1);
  const low = sorted[Math.floor(place)]!;
  const high = sorted[Math.ceil(place)]!;
  return low + (high - low) * (place - Math.floor(place));
}

/**
 * Pearson's correlation: how far two lists of numbers follow a straight line.
 *
 * @param xs First numbers, at least two.
 * @param ys Second numbers, as many as the first.
 * @returns The correlation, from -1 to 1; NaN if all xs or all ys are equal,
 * where it is not defined.
 * @throws {RangeError} If the lists differ in length or hold fewer than two.
 */
export function pearson(xs: readonly number[], ys: readonly number[]): number {
  expectCount("correlation", xs.length, 2);
  if (xs.length !== ys.length) {
    throw new RangeError(
      `Cannot take the correlation: there are ${xs.length} and ${ys.length} values, expected as many of each`,
    );
  }
  // Rounding in the mean would give equal numbers a tiny deviation.
  if (allEqual(xs) || allEqual(ys)) return NaN;
  const [centerX, centerY] = [mean(xs), mean(ys)];
  let [xx, yy, xy] = [0, 0, 0];
  xs.forEach((x, i) => {
    const [dx, dy] = [x - centerX, ys[i]! - centerY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  // Rounding may carry a perfect correlation past 1.
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
}

/**
 * Spearman's rank correlation: how far two lists of numbers rise together.
 *
 * @param xs First numbers, at least two.
 * @param ys Second numbers, as many as the first.
 * @returns The correlation of their {@linkcode ranks}, from -1 to 1; NaN if
 * all xs or all ys are equal, where it is not defined.
 * @throws {RangeError} If the lists differ in length or hold fewer than two.
 *
 * @example
 * ```ts
 * import { spearman } from "./stats.ts";
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(spearman([1, 2, 3], [10, 100, 1000]), 1);
 * ```
 */
export function spearman(xs: readonly number[], ys: readonly number[]): number {
  return pearson(ranks(xs), ranks(ys));
}

/**
 * Rank of each number among all of them; equal numbers share their mean rank.
 *
 * @param values Numbers in any order.
 * @returns A rank a number, in the numbers' order; the smallest has rank 1.
 */
export function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((i, j) => values[i]! - values[j]!);
  const result = new Array<number>(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    const value = values[order[start]!]!;
    while (end < order.length && values[order[end]!] === value) end++;
    for (let at = start; at < end; at++) {
      result[order[at]!] = (start + 1 + end) / 2;
    }
  }
  return result;
}

function allEqual(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}

function expectCount(what: string, count: number, least: number) {
  if (count >= least) return;
  throw new RangeError(
    `Cannot take the ${what}: there are ${count} values, expected at least ${least}`,
  );
}
