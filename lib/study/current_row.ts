/**
 * Rows of earlier versions of the toolkit.
 *
 * @module
 */
import type { StudyRow } from "./row.ts";

/** A greedy set as the first versions wrote it, which had one rule to choose by. */
type Unruled<Row> = Row extends { metric: "greedy" } ? Omit<Row, "rule"> : Row;

/**
 * A row as this version would write it: where a greedy set does not say its rule,
 * it was chosen by row means, the only rule there was.
 *
 * @param row A row of this version or of an earlier one.
 * @returns The row itself where nothing has to be added.
 */
export function currentRow(row: StudyRow | Unruled<StudyRow>): StudyRow {
  return row.metric === "greedy" ? { rule: "row-mean", ...row } : row;
}
