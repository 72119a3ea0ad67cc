/**
 * Draws a study's folder: figures and the report.
 *
 * @module
 */
import { writeFileAtomic } from "../io/atomic.ts";
import { inputError } from "../io/failure.ts";
import { readJson } from "../io/json.ts";
import { studyRows } from "../study/ledger.ts";
import { EMBEDDED_MODEL } from "../train/settings.ts";
import { saveFigure } from "./save.ts";
import { settingSections, studyReport } from "./study_report.ts";

/** What was written, for the summary line. */
export interface WrittenReport {
  /** Path of the page. */
  readonly report: string;
  readonly figures: number;
  readonly rows: number;
}

/**
 * Writes `report.html` and `figures/` from a study's rows and `settings.json`.
 *
 * @param folder Folder of the study.
 * @throws {Failure} If it has no rows.
 */
export async function writeReport(folder: string): Promise<WrittenReport> {
  const rows = await studyRows(folder);
  if (rows.length === 0) {
    throw inputError(
      `Cannot report on "${folder}": it has no rows, expected the folder of a study`,
    );
  }
  const settings = await readJson(
    `${folder}/settings.json`,
    "the folder of a study",
  ) as Record<string, string | number | boolean>;
  let figures = 0;
  for (const { name, spec } of settingSections(rows)) {
    if (!spec) continue;
    await saveFigure(`${folder}/figures/${name}`, spec);
    figures++;
  }
  const report = `${folder}/report.html`;
  const facts = Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [name, `${value}`]),
  );
  const page = await studyReport(rows, {
    provenance: provenance(settings),
    facts,
  });
  await writeFileAtomic(report, page);
  return { report, figures, rows: rows.length };
}

/** First line of the report: which model, which data. */
function provenance(settings: Record<string, string | number | boolean>) {
  const { model, train, test, data = "thirteen made-up domains" } = settings;
  const sizes = `${train} training and ${test} test examples each`;
  return model === EMBEDDED_MODEL
    ? `Made from the embedded tiny encoder and ${data}, ${sizes}: it shows the method at work, not how real adapters behave.`
    : `Made from the encoder "${model}" and ${data}, ${sizes}.`;
}
