/**
 * Intervals around measured numbers: where the true one plausibly lies.
 *
 * @module
 */
import { random } from "./random.ts";
import { quantile } from "./stats.ts";

/** Two ends of a range of numbers, both included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a proportion, e.g. of an accuracy.
 *
 * @param correct How many succeeded, a whole number from 0 to `count`.
 * @param count How many were tried, 1 or more.
 * @param z Width in standard deviations of the normal distribution; 1.96 makes
 * a 95 % interval.
 * @returns The interval, as fractions from 0 to 1.
 * @throws {RangeError} If the counts are not such numbers.
 * @see Wilson 1927, "Probable Inference, the Law of Succession, and Statistical
 * Inference", Journal of the American Statistical Association 22
 *
 * @example
 * ```ts
 * import { wilson } from "./interval.ts";
 * import { strictEqual } from "node:assert/strict";
 *
 * const { low, high } = wilson(9, 10);
 * strictEqual(`${low.toFixed(3)} to ${high.toFixed(3)}`, "0.596 to 0.982");
 * ```
 */
export function wilson(correct: number, count: number, z = 1.96): Interval {
  const whole = Number.isInteger(correct) && Number.isInteger(count);
  if (!whole || count < 1 || correct < 0 || correct > count) {
    throw new RangeError(
      `Cannot bound the proportion: it is ${correct} of ${count}, expected a whole number from 0 to a whole number of at least 1`,
    );
  }
  const p = correct / count;
  const square = z ** 2 / count;
  const center = (p + square / 2) / (1 + square);
  const reach = z * Math.sqrt(p * (1 - p) / count + square / (4 * count)) /
    (1 + square);
  return {
    // These two ends are exact on paper and off by rounding otherwise.
    low: correct === 0 ? 0 : center - reach,
    high: correct === count ? 1 : center + reach,
  };
}

/** Options of {@linkcode bootstrap}. */
export interface BootstrapOptions {
  /** Seed of the random samples, a whole number. */
  seed: number;
  /** How many samples are drawn, 1 or more. */
  draws?: number;
  /** Share of the samples' statistics inside the interval, from 0 to 1. */
  level?: number;
}

/**
 * Percentile bootstrap interval of any statistic.
 *
 * Samples where the statistic is NaN, as a correlation is where all numbers are
 * equal, are left out.
 *
 * @param items What was measured, e.g. numbers, or pairs for a correlation.
 * @param statistic Number that sums up as many items as there are.
 * @param options Seed, number of samples (2000) and level (0.95).
 * @returns The interval, in the statistic's unit.
 * @throws {RangeError} If there are no items, or no sample has a statistic.
 * @see Efron and Tibshirani 1993, "An Introduction to the Bootstrap",
 * section 13.3
 */
export function bootstrap<T>(
  items: readonly T[],
  statistic: (sample: readonly T[]) => number,
  { seed, draws = 2000, level = 0.95 }: BootstrapOptions,
): Interval {
  if (items.length === 0) {
    throw new RangeError(
      "Cannot bound the statistic: there are 0 items, expected some",
    );
  }
  const { pick } = random(seed, "bootstrap");
  const found: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const value = statistic(items.map(() => pick(items)));
    if (!Number.isNaN(value)) found.push(value);
  }
  if (found.length === 0) {
    throw new RangeError(
      `Cannot bound the statistic: it is NaN in all of ${draws} samples, expected a number in some`,
    );
  }
  const tail = (1 - level) / 2;
  return { low: quantile(found, tail), high: quantile(found, 1 - tail) };
}
