import { majorityShare } from "../evaluate/metrics.ts";
import type { MajorityRow, Own } from "./row.ts";

/**
 * The row of what always answering the most frequent label reaches on a target.
 *
 * @param target Name of the data set.
 * @param labels Labels of its test examples.
 */
export function majorityRow(
  target: string,
  labels: ArrayLike<number>,
): Own<MajorityRow> {
  const value = majorityShare(labels);
  return { metric: "majority", target, value, count: labels.length };
}
