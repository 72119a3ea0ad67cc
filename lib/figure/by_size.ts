/**
 * Accuracy against the number of mixed adapters.
 *
 * @module
 */
import { mean } from "../math/stats.ts";
import { type AccuracyRow, inDomainRows } from "./rows.ts";

/** The mixtures of one size, seen from one target. */
export interface TargetSize {
  target: string;
  /** Number of mixed adapters. */
  k: number;
  /** Accuracy of each mixture that the target's adapter is part of, 0 to 1. */
  values: number[];
}

/** Accuracies of one size: the mean over targets of each target's own figure. */
export interface SizeSummary {
  /** Number of mixed adapters. */
  k: number;
  /** Mean over targets of the worst mixture's accuracy, 0 to 1. */
  min: number;
  /** Mean over targets of the mean accuracy, 0 to 1. */
  mean: number;
  /** Mean over targets of the best mixture's accuracy, 0 to 1. */
  max: number;
}

/**
 * Groups accuracies by target and number of mixed adapters.
 *
 * @param rows Accuracy rows of one setting; mixtures without the target's own
 * adapter are left out.
 * @returns Groups by target as first seen, then by rising k.
 */
export function byTargetAndSize(rows: readonly AccuracyRow[]): TargetSize[] {
  const groups: TargetSize[] = [];
  const targets = Map.groupBy(inDomainRows(rows), ({ target }) => target);
  for (const [target, ofTarget] of targets) {
    const sizes = Map.groupBy(ofTarget, ({ k }) => k);
    for (const k of [...sizes.keys()].sort((a, b) => a - b)) {
      groups.push({ target, k, values: sizes.get(k)!.map((row) => row.value) });
    }
  }
  return groups;
}

/**
 * Summarises accuracies by number of mixed adapters.
 *
 * @param rows Accuracy rows of one setting.
 * @returns A summary a size, by rising k; sizes that were not measured for every
 * target are left out, because their means would compare different targets.
 */
export function bySize(rows: readonly AccuracyRow[]): SizeSummary[] {
  const groups = byTargetAndSize(rows);
  const targets = new Set(groups.map(({ target }) => target)).size;
  return [...Map.groupBy(groups, ({ k }) => k)]
    .filter(([, ofSize]) => ofSize.length === targets)
    .sort(([a], [b]) => a - b)
    .map(([k, ofSize]) => ({
      k,
      min: mean(ofSize.map(({ values }) => least(values))),
      mean: mean(ofSize.map(({ values }) => mean(values))),
      max: mean(ofSize.map(({ values }) => greatest(values))),
    }));
}

/** The least of the values; a spread call would overflow on many thousands. */
export function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b));
}

/** The greatest of the values. */
export function greatest(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b));
}
