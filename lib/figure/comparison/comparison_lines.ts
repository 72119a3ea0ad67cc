import { type Estimate, meanEstimate } from "../../math/paired_interval.ts";
import { mean } from "../../math/stats.ts";
import type { ComparisonRow, PairedRow, StudyRow } from "../rows.ts";

/** One method on one target; a mean if there are several seeds. */
export interface ComparisonCell {
  target: string;
  /** Test accuracy, 0 to 1. */
  value: number;
  /** Test accuracy less the plain average's, -1 to 1; 0 for the average itself. */
  gain: number;
  /** Settings that validation data chose, one a seed. */
  chosen: string[];
  /** Whether it is right exactly where the target's own adapter is, in all seeds. */
  asSingle: boolean;
}

/** One method over all targets. */
export interface ComparisonLine {
  method: string;
  cells: ComparisonCell[];
  /** Mean test accuracy over the targets; null if it has none for some of them. */
  value: number | null;
  /** Mean difference from the plain average; null for that itself, or as above. */
  average: Estimate | null;
  /** Mean difference from the targets' own adapters; null as above. */
  single: Estimate | null;
}

/**
 * Puts the rows of a comparison of methods together.
 *
 * Intervals of means are those of test examples drawn anew for each target (and
 * seed); the targets stay the same.
 *
 * @param rows Rows of a study, one setting, any number of seeds.
 * @returns A line a method, best mean first; methods without one come last.
 */
export function comparisonLines(rows: readonly StudyRow[]): ComparisonLine[] {
  const compared = rows.filter((row): row is ComparisonRow =>
    row.metric === "comparison"
  );
  const pairs = rows.filter((row): row is PairedRow => row.metric === "paired");
  const targets = [...new Set(compared.map(({ target }) => target))];
  const lines = [...Map.groupBy(compared, ({ method }) => method)]
    .map(([method, own]): ComparisonLine => {
      const cells = [...Map.groupBy(own, ({ target }) => target)]
        .map(([target, same]) =>
          cellOf(target, same, pairs.filter((row) => row.method === method))
        );
      const complete = cells.length === targets.length;
      const against = (name: PairedRow["against"]) => {
        const parts = pairs.filter((row) =>
          row.method === method && row.against === name
        );
        return complete && parts.length > 0 ? meanEstimate(parts) : null;
      };
      return {
        method,
        cells,
        value: complete ? mean(cells.map(({ value }) => value)) : null,
        average: against("average"),
        single: against("single"),
      };
    });
  return lines.sort((a, b) => (b.value ?? -1) - (a.value ?? -1));
}

function cellOf(
  target: string,
  same: readonly ComparisonRow[],
  pairs: readonly PairedRow[],
): ComparisonCell {
  const against = (name: PairedRow["against"]) =>
    pairs.filter((row) => row.target === target && row.against === name);
  const gains = against("average").map(({ value }) => value);
  const single = against("single");
  return {
    target,
    value: mean(same.map(({ value }) => value)),
    gain: gains.length > 0 ? mean(gains) : 0,
    chosen: same.map(({ chosen }) => chosen),
    asSingle: single.length > 0 &&
      single.every(({ wins, losses }) => wins + losses === 0),
  };
}
