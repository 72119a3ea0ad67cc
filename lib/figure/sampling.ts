import { type AccuracyRow, inDomainRows } from "./rows.ts";

/** How many mixtures of one size were measured. */
export interface SizeSample {
  /** Number of mixed adapters. */
  k: number;
  /** Fewest measured mixtures of a target. */
  measured: number;
  /** Mixtures of a target that there are. */
  possible: number;
}

/**
 * Sizes of which not every mixture was measured.
 *
 * @param accuracies Accuracy rows of one setting; there are as many adapters as
 * the largest mixture has.
 * @returns The sizes, by rising k; none if everything was measured.
 */
export function sampledSizes(accuracies: readonly AccuracyRow[]): SizeSample[] {
  const rows = inDomainRows(accuracies);
  const adapters = rows.reduce((most, { k }) => Math.max(most, k), 0);
  return [...Map.groupBy(rows, ({ k }) => k)].map(([k, ofSize]) => {
    const targets = Map.groupBy(ofSize, ({ target }) => target).values();
    const counts = [...targets]
      .map((same) => new Set(same.map(({ mixed }) => mixed)).size);
    const measured = counts.reduce((a, b) => Math.min(a, b));
    return { k, measured, possible: choose(adapters - 1, k - 1) };
  }).filter(({ measured, possible }) => measured < possible)
    .sort((a, b) => a.k - b.k);
}

/**
 * Says of which mixtures a figure is a sample.
 *
 * @param accuracies Accuracy rows of one setting.
 * @returns For example "A sample: 20 of 220 mixtures of 4 adapters, 20 of 495 of
 * 5.", a target's each; empty if everything was measured.
 */
export function sampleText(accuracies: readonly AccuracyRow[]): string {
  const sizes = sampledSizes(accuracies);
  if (sizes.length === 0) return "";
  const parts = sizes.map(({ k, measured, possible }, i) =>
    `${measured} of ${possible}${
      i === 0 ? ` mixtures of ${k} adapters` : ` of ${k}`
    }`
  );
  return `A sample: ${parts.join(", ")}, of each target.`;
}

/** Number of ways to choose k of n. */
function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways = ways * (n - i) / (i + 1);
  return Math.round(ways);
}
