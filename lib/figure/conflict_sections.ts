/**
 * Sections on sign differences.
 *
 * @module
 */
import { fsdFindings, greedyFindings } from "./conflict_findings.ts";
import { fsdHeatmap, fsdPairs } from "./fsd_heatmap.ts";
import { fsdTable } from "./fsd_table.ts";
import { greedyCurve } from "./greedy_curve.ts";
import { greedyPoints } from "./greedy_points.ts";
import { accuracyRows, mixedTargets, type StudyRow } from "./rows.ts";
import type { StudySection } from "./study_section.ts";

/**
 * How far trained adapters differ in sign, and whether that tells anything.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if trained adapters were not compared.
 */
export function conflictSection(
  rows: readonly StudyRow[],
): StudySection | null {
  if (fsdPairs(rows, "trained").length === 0) return null;
  return {
    name: "fsd_heatmap",
    heading: "Where trained adapters disagree",
    text: [fsdFindings(rows).join(" ")],
    spec: fsdHeatmap(rows, "trained"),
    caption: "FSD, the fraction of sign difference: in how many percent of " +
      "all weights two adapters have opposite signs. A zero has no sign.",
    table: fsdTable(rows),
  };
}

/**
 * How far adapters of independent initial weights differ before training.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if they were not compared.
 */
export function untrainedSection(
  rows: readonly StudyRow[],
): StudySection | null {
  const state = "untrained-independent";
  if (fsdPairs(rows, state).length === 0) return null;
  return {
    name: "fsd_heatmap_untrained",
    heading: "Untrained adapters of independent initial weights",
    text: [],
    spec: fsdHeatmap(rows, state),
    caption:
      "FSD of untrained adapters, each with its own initial weights: what the " +
      "sign difference of trained ones is to be compared with.",
  };
}

/**
 * What choosing adapters by sign difference brings.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if no greedy set was measured.
 */
export function greedySection(rows: readonly StudyRow[]): StudySection | null {
  const dense = mixedTargets(accuracyRows(rows));
  if (greedyPoints(rows, dense).length === 0) return null;
  return {
    name: "greedy_curve",
    heading: "Choosing by sign difference",
    text: greedyFindings(rows, dense),
    spec: greedyCurve(rows, dense),
    caption: "Sets of adapters grown by smallest or by largest FSD. The grey " +
      "bounds are means over targets of the best and the worst mixture that " +
      "holds the target's own adapter; one set for all targets need not hold " +
      "it and can lie below them.",
  };
}
