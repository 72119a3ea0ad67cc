/**
 * Made-up correlations for the tests of figures.
 *
 * @module
 */
import type { CorrelationRow } from "../../lib/figure/rows.ts";

/** Spearman's correlation of FSD and accuracy, changed. */
export function correlation(
  target: string,
  value: number,
  changes: Partial<CorrelationRow> = {},
): CorrelationRow {
  return {
    metric: "correlation",
    target,
    conflict: "fsd",
    statistic: "spearman",
    value,
    low: value - 0.1,
    high: value + 0.1,
    count: 15,
    ...changes,
  };
}
