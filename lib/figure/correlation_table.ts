import type { CorrelationRow } from "./rows.ts";
import { signed } from "./signed.ts";
import { table } from "./table.ts";

/** Conflicts in the order of the tables, and what they are called. */
const CONFLICTS = {
  fsd: "mean FSD of a mixture's pairs",
  sign_change: "share of own weights that a mixture turns round",
} as const;

const STATISTICS = {
  spearman: "Spearman",
  pearson: "Pearson",
  partial: "Spearman, size fixed",
} as const;

/**
 * How far accuracy goes with sign conflicts, target by target and over all.
 *
 * @param rows Correlations of one setting.
 * @returns A table for each conflict, as HTML, each correlation with its interval;
 * cells of correlations that are not defined are empty.
 */
export function correlationTable(rows: readonly CorrelationRow[]): string {
  return Object.entries(CONFLICTS).map(([conflict, name]) => ({
    name,
    own: rows.filter((row) => row.conflict === conflict),
  })).filter(({ own }) => own.length > 0)
    .map(({ name, own }) => conflictTable(name, own)).join("\n");
}

/** Correlations of one conflict, all targets together last. */
function conflictTable(name: string, rows: readonly CorrelationRow[]): string {
  const seeds = new Set(rows.map(({ seed }) => seed)).size;
  const targets = Map.groupBy(
    rows,
    ({ target, seed }) => seeds > 1 ? `${target}, seed ${seed}` : target,
  );
  const columns = Object.entries(STATISTICS)
    .filter(([key]) => rows.some(({ statistic }) => statistic === key));
  return table(
    `Correlation of the ${name} with the accuracy that mixing gains or loses; ` +
      "95% bootstrap intervals, over all by drawing whole targets",
    [
      { key: "target", title: "target" },
      { key: "count", title: "mixtures" },
      ...columns.map(([key, title]) => ({ key, title, numeric: true })),
    ],
    [...targets]
      .sort(([, [a]], [, [b]]) =>
        Number(a!.target === "all") - Number(b!.target === "all")
      )
      .map(([target, same]) => ({
        target,
        count: same[0]!.count,
        ...Object.fromEntries(columns.map(([key]) => {
          const row = same.find(({ statistic }) => statistic === key);
          return [key, row ? inOneLine(correlationText(row)) : null];
        })),
      })),
  );
}

/**
 * A correlation with its interval.
 *
 * @param row The correlation.
 * @returns For example "−0.43 [−0.60, −0.21]".
 */
export function correlationText({ value, low, high }: CorrelationRow): string {
  return `${signed(value)} [${signed(low)}, ${signed(high)}]`;
}

/** A text whose spaces do not break. */
function inOneLine(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}
