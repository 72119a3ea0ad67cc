import {
  attackSections,
  dropSection,
  methodSections,
  mixtureSection,
  singleSection,
} from "./accuracy_sections.ts";
import {
  conflictSection,
  greedySection,
  untrainedSection,
} from "./conflict_sections.ts";
import { comparisonSection } from "./comparison/comparison_section.ts";
import { findings } from "./findings.ts";
import { lossCurves } from "./loss_curves.ts";
import type { StudyRow } from "./rows.ts";
import {
  cancellationSection,
  correlationSection,
  signChangeSections,
} from "./sign_change_sections.ts";
import { pruningSection, sparseMixtureSection } from "./sparsity_sections.ts";
import type { StudySection } from "./study_section.ts";

/**
 * Sections for what was measured; nothing is said of what was not.
 *
 * @param rows Rows of a study, of one model and one kind of adapter.
 * @returns The sections in reading order, first the findings in short.
 */
export function studySections(rows: readonly StudyRow[]): StudySection[] {
  const points = findings(rows);
  const summary = { name: "summary", heading: "In short", text: [], points };
  return [
    points.length > 0 ? summary : null,
    singleSection(rows),
    conflictSection(rows),
    untrainedSection(rows),
    mixtureSection(rows),
    ...methodSections(rows),
    ...attackSections(rows),
    dropSection(rows),
    cancellationSection(rows),
    ...signChangeSections(rows),
    correlationSection(rows),
    greedySection(rows),
    comparisonSection(rows),
    pruningSection(rows),
    sparseMixtureSection(rows),
    lossSection(rows),
  ].filter((section) => section !== null);
}

function lossSection(rows: readonly StudyRow[]): StudySection | null {
  if (!rows.some(({ metric }) => metric === "loss")) return null;
  return {
    name: "loss_curves",
    heading: "Training",
    text: [],
    spec: lossCurves(rows),
    caption: "Training loss of each adapter against the step.",
  };
}
