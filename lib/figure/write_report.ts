/**
 * Draws the folders of studies: figures and the report.
 *
 * @module
 */
import { writeFileAtomic } from "../io/atomic.ts";
import { inputError } from "../io/failure.ts";
import { readJson } from "../io/json.ts";
import { type Settings, studyRows } from "../study/ledger.ts";
import type { StudyRow } from "../study/row.ts";
import { factsOf } from "./facts.ts";
import { provenance } from "./provenance.ts";
import { reportPage, type Section } from "./report.ts";
import { saveFigure } from "./save.ts";
import { settingName, settingSections } from "./setting_sections.ts";

/** What was written, for the summary line. */
export interface WrittenReport {
  /** Path of the page. */
  readonly report: string;
  readonly figures: number;
  readonly rows: number;
}

/** One folder of rows, and what they were measured with. */
interface Study {
  readonly folder: string;
  readonly rows: readonly StudyRow[];
  readonly settings: Settings;
}

/**
 * Writes `report.html` and `figures/` from the rows and `settings.json` of studies.
 *
 * @param folders Folders of studies or of mixtures, at least one, of different
 * models, kinds of adapters, initialisations or seeds.
 * @param options `out`: folder to write to, the first study's by default.
 * @throws {Failure} If one has no rows, or if two have rows of the same setting.
 */
export async function writeReport(
  folders: readonly string[],
  { out = folders[0]! }: { out?: string } = {},
): Promise<WrittenReport> {
  const studies = await Promise.all(folders.map(readStudy));
  expectDifferent(studies);
  const rows = studies.flatMap(({ rows }) => rows);
  const sections: Section[] = [];
  let figures = 0;
  for (const { name, spec, ...words } of settingSections(rows)) {
    if (!spec) {
      sections.push(words);
      continue;
    }
    const figure = await saveFigure(`${out}/figures/${name}`, spec);
    sections.push({ ...words, figure });
    figures++;
  }
  const report = `${out}/report.html`;
  const page = reportPage({
    title: "Which adapters mix, and why",
    lead: [...new Set(studies.map(provenance))].join(" "),
    sections,
    facts: factsOf(studies),
  });
  await writeFileAtomic(report, page);
  return { report, figures, rows: rows.length };
}

async function readStudy(folder: string): Promise<Study> {
  const rows = await studyRows(folder);
  if (rows.length === 0) {
    throw inputError(
      `Cannot report on "${folder}": it has no rows, expected the folder of a study`,
    );
  }
  const path = `${folder}/settings.json`;
  const settings = await readJson(path, "the folder of a study") as Settings;
  return { folder, rows, settings };
}

/** Checks that no two studies measured the same, which would count twice. */
function expectDifferent(studies: readonly Study[]) {
  const owners = new Map<string, string>();
  for (const { folder, rows } of studies) {
    const measured = new Map(rows.map((row) => {
      const name = `${settingName(row)}, seed ${row.seed}`;
      return [`${row.metric} of ${name}`, name];
    }));
    for (const [what, name] of measured) {
      const owner = owners.get(what);
      if (owner !== undefined) {
        throw inputError(
          `Cannot report on "${owner}" and "${folder}" together: both have rows of ${name}, expected different ones`,
        );
      }
      owners.set(what, folder);
    }
  }
}
