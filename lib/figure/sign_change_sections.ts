/**
 * Sections on what mixing does to signs, and what that has to do with accuracy.
 *
 * @module
 */
import { cancellation, cancellationPoints } from "./cancellation.ts";
import { cancellationFindings } from "./cancellation_findings.ts";
import { correlationFindings } from "./correlation_findings.ts";
import { correlationTable } from "./correlation_table.ts";
import {
  accuracyRows,
  type CorrelationRow,
  mixedTargets,
  type StudyRow,
} from "./rows.ts";
import { signChange } from "./sign_change.ts";
import { pairPoints, sizePoints } from "./sign_change_points.ts";
import type { StudySection } from "./study_section.ts";

/**
 * How much of the adapters cancels in their averages.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if it was not measured.
 */
export function cancellationSection(
  rows: readonly StudyRow[],
): StudySection | null {
  const points = cancellationPoints(rows);
  if (points.length === 0) return null;
  return {
    name: "cancellation",
    heading: "What cancels in an average",
    text: cancellationFindings(rows),
    spec: cancellation(points),
    caption:
      "Of two weights 3 and \u22121 the sum is 2 where the magnitudes are 4: " +
      "half is lost. The share is of the magnitudes of all weights, the mean " +
      "over mixtures of each size. Learned: trained less initial weights. " +
      "Dashed: what k unrelated weights, normally distributed around zero, are " +
      "expected to lose, 1 \u2212 1/\u221ak.",
  };
}

/**
 * Signs that pairs and larger mixtures turn round, beside their accuracies.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns Up to two sections; none if changed signs were not measured.
 */
export function signChangeSections(rows: readonly StudyRow[]): StudySection[] {
  const dense = mixedTargets(accuracyRows(rows));
  const pairs = pairPoints(rows, dense);
  const sizes = sizePoints(rows, dense);
  const right = "belong to the left axis, lines to the right one.";
  return [
    ...pairs.length === 0 ? [] : [{
      name: "sign_change_pairs",
      heading: "Two adapters: signs and accuracy",
      text: [],
      spec: signChange(pairs, {
        title: "Signs that change in a mixture with one other adapter",
        place: null,
      }),
      caption: "Share of the target adapter's own weights whose sign the " +
        "average of two turns round, and the FSD of the two. Bars and ticks " +
        right,
    }],
    ...sizes.length === 0 ? [] : [{
      name: "sign_change_sizes",
      heading: "More adapters: signs and accuracy",
      text: [],
      spec: signChange(sizes, {
        title: "Signs that change, by number of mixed adapters",
        place: "adapters mixed",
      }),
      caption: "Means over all measured mixtures of each size that hold the " +
        "target's own adapter. Bars " + right,
    }],
  ];
}

/**
 * Whether sign conflicts tell how good a mixture is.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if nothing was correlated.
 */
export function correlationSection(
  rows: readonly StudyRow[],
): StudySection | null {
  const found = rows.filter((row): row is CorrelationRow =>
    row.metric === "correlation"
  );
  if (found.length === 0) return null;
  return {
    name: "correlation",
    heading: "Sign conflicts and accuracy",
    text: correlationFindings(rows),
    table: correlationTable(found),
  };
}
