import { type Report, reportPage, type Section } from "./report.ts";
import type { StudyRow } from "./rows.ts";
import { renderSvg } from "./save.ts";
import type { StudySection } from "./study_section.ts";
import { studySections } from "./study_sections.ts";

/** What a report says besides the rows. */
export interface StudyReportOptions {
  title?: string;
  /** First line: which model and which data the rows were made from. */
  provenance: string;
  /** Names and values that identify the run. */
  facts?: NonNullable<Report["facts"]>;
  /** Further sections, e.g. with {@linkcode cancellation}, after the others. */
  more?: readonly StudySection[];
}

/**
 * Sections of all settings of a study: of each model and kind of adapter.
 *
 * @param rows Rows of a study; those that name no model and no kind belong to
 * every setting.
 * @returns The sections; with several settings, each heading names its own and
 * the names of figures stay different.
 */
export function settingSections(rows: readonly StudyRow[]): StudySection[] {
  const settings = new Map<string, { model: string; kind: string }>();
  for (const row of rows) {
    if (row.metric !== "accuracy" || row.kind === "none") continue;
    const { model, kind } = row;
    settings.set(JSON.stringify([model, kind]), { model, kind });
  }
  if (settings.size < 2) return studySections(rows);
  return [...settings.values()].flatMap(({ model, kind }) => {
    const own = rows.filter((row) =>
      row.metric === "majority" ||
      (row.model ?? model) === model && (row.kind ?? kind) === kind
    );
    const suffix = `${model}_${kind}`.replaceAll(/[^\w.-]/g, "-");
    return studySections(own).map((section) => ({
      ...section,
      name: `${section.name}_${suffix}`,
      heading: `${section.heading}: ${model}, ${kind}`,
    }));
  });
}

/**
 * The report of a study, as one file that needs no other.
 *
 * @param rows Rows of a study.
 * @param options What the rows were made from.
 * @returns The page, as HTML, with all figures drawn.
 */
export async function studyReport(
  rows: readonly StudyRow[],
  {
    title = "Which adapters mix, and why",
    provenance,
    facts = {},
    more = [],
  }: StudyReportOptions,
): Promise<string> {
  const sections: Section[] = [];
  for (const section of [...settingSections(rows), ...more]) {
    const { spec, ...words } = section;
    const figure = spec ? { figure: await renderSvg(spec) } : {};
    sections.push({ ...words, ...figure });
  }
  return reportPage({ title, lead: provenance, sections, facts });
}
