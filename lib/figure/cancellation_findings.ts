/**
 * What averaging cancels of adapters, in sentences.
 *
 * @module
 */
import {
  type CancellationPoint,
  cancellationPoints,
  unrelatedShare,
} from "./cancellation.ts";
import { greatest } from "./by_size.ts";
import { percentText } from "./percent.ts";
import type { StudyRow } from "./rows.ts";

/** Words with commas between them, and "and" before the last. */
const LIST = new Intl.ListFormat("en-GB");

/**
 * How much the largest mixture cancels.
 *
 * @param rows Rows of a study, one setting.
 * @returns A sentence; none if it was not measured of two adapters or more.
 */
export function cancellationFindings(rows: readonly StudyRow[]): string[] {
  const points = cancellationPoints(rows);
  if (points.length === 0) return [];
  const k = greatest(points.map((point) => point.k));
  if (k < 2) return [];
  const largest = points.filter((point) => point.k === k);
  return [
    `In an average of ${k} adapters, opposite signs cancel ` +
    `${LIST.format(largest.map(share))} of the weights' magnitude; ` +
    `of unrelated weights it would be ${percentText(unrelatedShare(k))}.`,
  ];
}

function share({ series, value }: CancellationPoint): string {
  return `${percentText(value)} (${series})`;
}
