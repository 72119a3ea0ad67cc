/**
 * What accuracy mixing costs beside the target's own adapter alone, with intervals
 * of differences that were measured example by example.
 *
 * @module
 */
import { type Estimate, meanEstimate } from "../math/paired_interval.ts";
import { mean } from "../math/stats.ts";
import { percentNumber } from "./percent.ts";
import { type AccuracyRow, inDomainRows } from "./rows.ts";

/**
 * The drop up to which a mixture counts as competitive, as a fraction.
 *
 * @see Nguyen and Le 2024, arXiv:2402.10639, finding 4
 */
export const COMPETITIVE = 0.03;

/** Rounding of means must not count as a drop. */
export const ROUNDING = 1e-9;

/**
 * Mean drop over mixtures of one target, all judged on the same examples.
 *
 * Their intervals' ends are averaged, as if all of them erred alike: the widest
 * that the interval of the mean can be.
 *
 * @param rows Accuracy rows of one target.
 * @returns Accuracy of the own adapter less that of the mixtures, -1 to 1, or null
 * if there are no rows or one of them was not compared with the own adapter.
 */
export function meanDrop(rows: readonly AccuracyRow[]): Estimate | null {
  const gains = rows.map(({ gain, gain_low, gain_high }) => (
    { gain: gain ?? NaN, low: gain_low ?? NaN, high: gain_high ?? NaN }
  ));
  if (gains.length === 0 || gains.some(({ gain }) => Number.isNaN(gain))) {
    return null;
  }
  return {
    value: -mean(gains.map(({ gain }) => gain)),
    low: -mean(gains.map(({ high }) => high)),
    high: -mean(gains.map(({ low }) => low)),
  };
}

/**
 * Mean drop over targets, by number of mixed adapters.
 *
 * @param rows Accuracy rows of one setting; mixtures without the target's own
 * adapter are left out.
 * @returns The drop of each size whose mixtures all were compared with the own
 * adapter, on every target.
 */
export function dropBySize(
  rows: readonly AccuracyRow[],
): ReadonlyMap<number, Estimate> {
  const own = inDomainRows(rows);
  const targets = new Set(own.map(({ target }) => target)).size;
  const drops = new Map<number, Estimate>();
  for (const [k, ofSize] of Map.groupBy(own, ({ k }) => k)) {
    const parts = [...Map.groupBy(ofSize, ({ target }) => target).values()]
      .flatMap((ofTarget) => meanDrop(ofTarget) ?? []);
    if (parts.length === targets) drops.set(k, meanEstimate(parts));
  }
  return drops;
}

/**
 * A drop in points as text, with its interval.
 *
 * @param drop The drop, -1 to 1, and its interval, if there is one.
 * @returns For example "3.4 [−1.0, 5.8]", in one line, or "3.4".
 */
export function dropText(
  { value, low, high }: { value: number } & Partial<Estimate>,
): string {
  return low === undefined || high === undefined
    ? points(value)
    : `${points(value)}\u00a0[${points(low)},\u00a0${points(high)}]`;
}

/**
 * The interval of a difference in words, to follow the difference itself.
 *
 * @param drop The drop, if it is known.
 * @param change Above zero if the difference is told as a gain.
 * @returns For example ", 95% paired interval −1.0 to 5.8", or nothing.
 */
export function differenceInterval(
  drop: Estimate | undefined,
  change = -1,
): string {
  if (!drop) return "";
  const [low, high] = change > 0
    ? [-drop.high, -drop.low]
    : [drop.low, drop.high];
  return `, 95% paired interval ${points(low)} to ${points(high)}`;
}

function points(difference: number): string {
  const text = percentNumber(difference).replace("-", "\u2212");
  return text === "\u22120.0" ? "0.0" : text;
}
