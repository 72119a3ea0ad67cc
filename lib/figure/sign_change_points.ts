/**
 * Signs that mixtures turn round beside the accuracies of the mixtures.
 *
 * @module
 */
import { mean } from "../math/stats.ts";
import { fsdPairs } from "./fsd_heatmap.ts";
import { percent } from "./percent.ts";
import {
  type AccuracyRow,
  inDomainRows,
  type SignChangeRow,
  singleRows,
  type StudyRow,
} from "./rows.ts";

/** Mixtures that are drawn at one place of a target's panel; all in percent. */
export interface SignChangePoint {
  target: string;
  /** The other adapter of a pair, or the number of adapters. */
  place: string | number;
  /** Share of the target's own weights that change sign; the mean of the mixtures. */
  change: number;
  /** Fraction of sign difference of a pair; null where it was not measured. */
  fsd: number | null;
  /** Mean accuracy of the mixtures. */
  mixed: number;
  /** Accuracy of the target's own adapter alone. */
  own: number;
}

/**
 * What every pair of adapters does to the signs and to the accuracy of each.
 *
 * @param rows Rows of a study, one setting.
 * @param accuracies Accuracy rows of the same setting.
 * @returns A point a target and other adapter, by target as first seen.
 */
export function pairPoints(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): SignChangePoint[] {
  const pairs = fsdPairs(rows, "trained");
  const fsd = new Map(
    pairs.map(({ row, column, value }) => [`${row}|${column}`, value]),
  );
  return points(rows, accuracies, ({ target, mixed, k }) => {
    if (k !== 2) return undefined;
    return mixed.split("+").find((name) => name !== target);
  }).map((point) => {
    const found = fsd.get(`${point.target}|${point.place}`);
    return { ...point, fsd: found === undefined ? null : percent(found) };
  });
}

/**
 * What mixtures of each size do to the signs and to the accuracy of each target.
 *
 * @param rows Rows of a study, one setting.
 * @param accuracies Accuracy rows of the same setting.
 * @returns A point a target and size from 2 on, by target as first seen.
 */
export function sizePoints(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
): SignChangePoint[] {
  return points(rows, accuracies, ({ k }) => k < 2 ? undefined : k)
    .sort((a, b) => Number(a.place) - Number(b.place));
}

/** Means over the mixtures of each target and place. */
function points(
  rows: readonly StudyRow[],
  accuracies: readonly AccuracyRow[],
  placeOf: (row: AccuracyRow) => string | number | undefined,
): SignChangePoint[] {
  const key = (
    { target, mixed }: { target: string; mixed: string },
    seed: number | undefined,
  ) => `${target}|${mixed}|${seed}`;
  const changes = new Map(
    rows.filter((row): row is SignChangeRow => row.metric === "sign_change")
      .map((row) => [key(row, row.seed), row.value]),
  );
  const alone = Map.groupBy(singleRows(accuracies), ({ target }) => target);
  const mixtures = inDomainRows(accuracies).flatMap((row) => {
    const place = placeOf(row);
    const change = changes.get(key(row, row.seed)) ??
      changes.get(key(row, undefined));
    return place === undefined || change === undefined || !alone.has(row.target)
      ? []
      : [{ target: row.target, place, change, value: row.value }];
  });
  const groups = Map.groupBy(
    mixtures,
    ({ target, place }) => JSON.stringify([target, place]),
  );
  return [...groups.values()].map((same) => {
    const { target, place } = same[0]!;
    return {
      target,
      place,
      change: percent(mean(same.map(({ change }) => change))),
      fsd: null,
      mixed: percent(mean(same.map(({ value }) => value))),
      own: percent(mean(alone.get(target)!.map(({ value }) => value))),
    };
  });
}
