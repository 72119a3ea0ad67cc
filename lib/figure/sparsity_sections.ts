/**
 * Sections on pruning.
 *
 * @module
 */
import { depthTable } from "./depth_table.ts";
import {
  accuracyRows,
  mixedTargets,
  singleRows,
  type StudyRow,
} from "./rows.ts";
import { scopeTable } from "./scope_table.ts";
import { sparseMixture, sparseSizes } from "./sparse_mixture.ts";
import { sparsityCurve } from "./sparsity_curve.ts";
import { pruningFindings, sparseMixtureFindings } from "./sparsity_findings.ts";
import type { StudySection } from "./study_section.ts";

/**
 * What pruning costs a single adapter.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if no adapter was pruned.
 */
export function pruningSection(rows: readonly StudyRow[]): StudySection | null {
  const all = singleRows(accuracyRows(rows, { sparsity: "any" }));
  if (new Set(all.map(({ sparsity }) => sparsity)).size < 2) return null;
  const table = scopeTable(rows);
  return {
    name: "sparsity_curve",
    heading: "Pruning one adapter",
    text: [pruningFindings(all).join(" ")].filter((text) => text !== ""),
    spec: sparsityCurve(all),
    caption: "Weights of smallest magnitude are removed from each tensor " +
      "after training, without training again.",
    ...(table !== null && { table }),
  };
}

/**
 * What pruning does to mixtures.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The section, or null if no pruned adapters were mixed.
 */
export function sparseMixtureSection(
  rows: readonly StudyRow[],
): StudySection | null {
  const all = mixedTargets(accuracyRows(rows, { sparsity: "any" }));
  const series = new Set(sparseSizes(all).map((size) => size.series));
  if (series.size === 0 || series.size === 1 && series.has("dense")) {
    return null;
  }
  const table = depthTable(rows);
  return {
    name: "sparse_mixture",
    heading: "Mixing pruned adapters",
    text: [sparseMixtureFindings(all).join(" ")].filter((text) => text !== ""),
    spec: sparseMixture(all),
    caption: "Means over targets. Removed weights count as zeros in the " +
      "average, so that a weight which one adapter alone keeps shrinks with " +
      "the number of adapters.",
    ...(table !== null && { table }),
  };
}
