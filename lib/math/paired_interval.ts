/**
 * Intervals around differences of accuracies that were measured on the same examples.
 *
 * @module
 */
import type { Interval } from "./interval.ts";

/** A measured number with its interval. */
export interface Estimate extends Interval {
  readonly value: number;
}

/** Halvings of the range in which an end of the interval is looked for. */
const HALVINGS = 50;

/**
 * Tango's score interval of the difference of two paired proportions, e.g. of what
 * two classifiers get right of the same examples.
 *
 * It holds zero exactly where McNemar's test finds no difference, and it has a width
 * even if the two never disagree.
 *
 * @param wins Examples that the first one alone gets right, a whole number from 0.
 * @param losses Examples that the second one alone gets right.
 * @param count All examples, at least 1.
 * @param z Width in standard deviations; 1.96 makes a 95 % interval.
 * @returns Difference, first less second, from -1 to 1, and its interval.
 * @throws {RangeError} If the counts are not such numbers.
 * @see Tango 1998, "Equivalence test and confidence interval for the difference in
 * proportions for the paired-sample design", Statistics in Medicine 17, section 3
 *
 * @example
 * ```ts
 * import { pairedInterval } from "./paired_interval.ts";
 * import { strictEqual } from "node:assert/strict";
 *
 * const { value, low, high } = pairedInterval(1, 12, 44);
 * strictEqual(value, -0.25);
 * strictEqual(`${low.toFixed(3)} to ${high.toFixed(3)}`, "-0.402 to -0.107");
 * ```
 */
export function pairedInterval(
  wins: number,
  losses: number,
  count: number,
  z = 1.96,
): Estimate {
  const whole = [wins, losses, count].every(Number.isInteger);
  if (!whole || count < 1 || wins < 0 || losses < 0 || wins + losses > count) {
    throw new RangeError(
      `Cannot bound the difference: ${wins} wins and ${losses} losses of ${count}, expected whole numbers that fit`,
    );
  }
  const value = (wins - losses) / count;
  const score = (difference: number) =>
    scoreOf(difference, { wins, losses, count });
  return {
    value,
    // On paper these two ends are exact.
    low: losses === count ? -1 : crossing(score, z, [-1, value]),
    high: wins === count ? 1 : crossing(score, -z, [value, 1]),
  };
}

/**
 * Interval of the mean of independent estimates out of their own intervals.
 *
 * @param parts Estimates of one unit, at least one, that all count alike.
 * @returns Their mean and its interval.
 * @throws {RangeError} If there are none.
 * @see Zou and Donner 2008, "Construction of confidence limits about effect
 * measures", Statistics in Medicine 27, section 2
 */
export function meanEstimate(parts: readonly Estimate[]): Estimate {
  const count = parts.length;
  if (count === 0) {
    throw new RangeError("Cannot take the mean: 0 estimates, expected some");
  }
  const sum = (of: (part: Estimate) => number) =>
    parts.reduce((sum, part) => sum + of(part), 0);
  const value = sum((part) => part.value) / count;
  const reach = (of: (part: Estimate) => number) =>
    Math.sqrt(sum((part) => of(part) ** 2)) / count;
  return {
    value,
    low: value - reach((part) => part.value - part.low),
    high: value + reach((part) => part.high - part.value),
  };
}

/** How many standard deviations the counts are above a supposed difference. */
function scoreOf(
  difference: number,
  { wins, losses, count }: { wins: number; losses: number; count: number },
): number {
  const a = 2 * count;
  const b = -wins - losses + (2 * count - wins + losses) * difference;
  const c = -losses * difference * (1 - difference);
  // Most likely share of losses if the difference is as supposed.
  const share = (Math.sqrt(Math.max(0, b * b - 4 * a * c)) - b) / (2 * a);
  const variance = count * (2 * share + difference * (1 - difference));
  const surplus = wins - losses - count * difference;
  if (Math.abs(surplus) < 1e-12) return 0;
  return surplus / Math.sqrt(Math.max(0, variance));
}

/** Where a falling function takes a value. */
function crossing(
  score: (x: number) => number,
  value: number,
  [left, right]: readonly [number, number],
): number {
  let [low, high] = [left, right];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (score(middle) > value) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
