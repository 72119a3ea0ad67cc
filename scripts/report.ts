/**
 * Draws the rows of studies: figures, tables and one page.
 *
 *   deno task report --study results/study
 *   deno task report --study results/pfeiffer,results/lora --out results/both
 *
 * Reads   rows*.jsonl and settings.json of each folder, from `study` or `mixtures`
 * Writes  report.html, figures/*.vl.json and figures/*.svg in --out
 */
import { main, readOptions, text, texts, writeReport } from "../mod.ts";

await main(async () => {
  const { study, out } = readOptions({
    name: "report",
    about: "Draws the figures and the report of studies from their rows",
    options: {
      study: texts(["results/study"], "folders of studies or of mixtures"),
      out: text(undefined, "folder of the report; the first study's if absent"),
    },
  });
  return await writeReport(study, out === undefined ? {} : { out });
});
