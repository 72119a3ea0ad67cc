/**
 * Made-up cancellations for the tests of figures.
 *
 * @module
 */
import type { CancellationRow } from "../../lib/figure/rows.ts";

/** Share of magnitude that an average of trained weights cancels, changed. */
export function cancelled(
  mixed: string,
  value: number,
  changes: Partial<CancellationRow> = {},
): CancellationRow {
  return {
    metric: "cancellation",
    state: "trained",
    sparsity: 0,
    mixed,
    k: mixed.split("+").length,
    value,
    count: 1000,
    ...changes,
  };
}
