/**
 * Whether sign conflicts tell how good a mixture is, in sentences.
 *
 * @module
 */
import { correlationText } from "./correlation_table.ts";
import type { CorrelationRow, StudyRow } from "./rows.ts";

const NAMES = {
  fsd: "mean pairwise FSD",
  sign_change: "own weights that change sign",
} as const;

/**
 * The paper's claim that more sign conflicts go with lower accuracy, as numbers.
 *
 * @param rows Rows of a study, one setting.
 * @returns A sentence on each conflict and seed; none of what was not correlated.
 * @see Nguyen and Le 2024, arXiv:2402.10639, section 5.3
 */
export function correlationFindings(rows: readonly StudyRow[]): string[] {
  const found = rows.filter((row): row is CorrelationRow =>
    row.metric === "correlation"
  );
  const seeds = [...Map.groupBy(found, ({ seed }) => seed)];
  return (["fsd", "sign_change"] as const).flatMap((conflict) =>
    seeds.flatMap(([seed, ofSeed]) => {
      const own = ofSeed.filter((row) => row.conflict === conflict);
      const start = seeds.length > 1 ? `With seed ${seed}, the` : "The";
      return sentence(own, `${start} rank correlation of ${NAMES[conflict]}`);
    })
  );
}

/** What the correlations of one conflict and seed come to. */
function sentence(rows: readonly CorrelationRow[], start: string): string[] {
  const of = (statistic: CorrelationRow["statistic"]) =>
    rows.filter((row) => row.statistic === statistic);
  const all = of("spearman").find(({ target }) => target === "all") ??
    of("spearman")[0];
  if (!all) return [];
  const fixed = of("partial").find(({ target }) => target === all.target);
  const single = of("partial").filter(({ target }) => target !== "all");
  const below = single.filter(({ high }) => high < 0).length;
  const parts = [
    `${start} with the accuracy that mixing gains is ${correlationText(all)} ` +
    `over ${all.count.toLocaleString("en")} mixtures`,
    ...fixed
      ? [` and ${correlationText(fixed)} with their size held fixed`]
      : [],
    `: ${verdict(fixed ?? all)}`,
    ...single.length > 1
      ? [
        `; target by target, the interval lies below zero for ${below} of ` +
        `${single.length}`,
      ]
      : [],
    ".",
  ];
  return [parts.join("")];
}

/** What a correlation means for the claim that conflicts do harm. */
function verdict({ low, high }: CorrelationRow): string {
  if (high < 0) return "more conflict goes with lower accuracy, as claimed";
  if (low > 0) {
    return "more conflict goes with higher accuracy, against the claim";
  }
  return "the interval holds zero, so that the claim is not supported";
}
