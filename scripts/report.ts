/**
 * Draws a study's rows: figures, tables and one page.
 *
 *   deno task report --study results/study
 *
 * Reads   rows.jsonl and settings.json of the study
 * Writes  report.html, figures/*.vl.json and figures/*.svg beside them
 */
import { main, readOptions, text, writeReport } from "../mod.ts";

await main(async () => {
  const { study } = readOptions({
    name: "report",
    about: "Draws the figures and the report of a study from its rows",
    options: { study: text("results/study", "folder of the study") },
  });
  return await writeReport(study);
});
