import { type AccuracyRow, inDomainRows } from "./rows.ts";

/**
 * Says of which mixtures a figure is a sample.
 *
 * @param accuracies Accuracy rows of one setting; there are as many adapters as
 * the largest mixture has.
 * @returns For example "A sample: 20 of 220 mixtures of 4 adapters, 20 of 495 of
 * 5, of each target."; of targets that differ, the one with fewest. Empty if
 * everything was measured.
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

/** Sizes of which not every mixture was measured, by rising k. */
function sampledSizes(accuracies: readonly AccuracyRow[]) {
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

/** Number of ways to choose k of n. */
function choose(n: number, k: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways = ways * (n - i) / (i + 1);
  return Math.round(ways);
}
