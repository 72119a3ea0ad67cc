import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { appendRows } from "../../lib/io/rows.ts";
import type { AccuracyRow } from "../../lib/study/row.ts";
import { writeReport } from "../../lib/figure/write_report.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { accuracyRow } from "../study/made_rows.ts";
import { cancelled } from "./cancellations.ts";
import { comparisonRows } from "./comparison/compared.ts";
import { correlation } from "./correlations.ts";
import { changed } from "./sign_changes.ts";
import { everyMixture, fsd, study } from "./study.ts";

/** Rows of a study of two adapters, whose mixture is worse than either. */
function rows(changes: Partial<AccuracyRow> = {}) {
  return [
    accuracyRow("hate", "hate", 0.9, changes),
    accuracyRow("topics", "topics", 0.8, changes),
    accuracyRow("hate", "topics+hate", 0.6, changes),
    accuracyRow("topics", "topics+hate", 0.5, changes),
  ];
}

/** Writes the folder of a study. */
async function writeStudy(folder: string, changes?: Partial<AccuracyRow>) {
  await writeFolder(folder, rows(changes));
}

async function writeFolder(folder: string, rows: readonly object[]) {
  await appendRows(`${folder}/rows.jsonl`, rows);
  const settings = { model: "data/tiny", train: 600, test: 200 };
  await Deno.writeTextFile(
    `${folder}/settings.json`,
    JSON.stringify(settings),
  );
}

Deno.test("writeReport() draws the rows of a study into its folder", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeStudy(folder);
    const written = await writeReport([folder]);
    strictEqual(written.rows, 4);
    const page = await Deno.readTextFile(written.report);
    ok(page.includes("embedded tiny encoder and thirteen made-up domains"));
    ok(page.includes("30.0 points lower"), "the drop is calculated");
    ok(page.includes("<svg"), "pictures are in the page");
    ok(!/(?:src|href)="https?:/.test(page), "nothing is loaded from elsewhere");
    for await (const { name } of Deno.readDir(`${folder}/figures`)) {
      ok(/\.(?:svg|vl\.json)$/.test(name), name);
    }
  });
});

Deno.test("writeReport() refuses a folder without rows", async () => {
  await inTemporaryFolder(async (folder) => {
    await rejects(
      writeReport([folder]),
      inputError(
        `Cannot report on "${folder}": it has no rows, expected the folder of a study`,
      ),
    );
  });
});

Deno.test("writeReport() sets several studies side by side", async () => {
  await inTemporaryFolder(async (folder) => {
    const folders = [`${folder}/a`, `${folder}/b`];
    await writeStudy(folders[0]!);
    await writeStudy(folders[1]!, { kind: "lora" });
    const written = await writeReport(folders, { out: `${folder}/both` });
    strictEqual(written.report, `${folder}/both/report.html`);
    strictEqual(written.rows, 8);
    const page = await Deno.readTextFile(written.report);
    ok(page.includes("Side by side"));
    ok(page.includes("Mixing adapters: lora"));
    strictEqual(page.split("Made from the embedded").length, 2, "said once");
    strictEqual(page.split("<dt>train</dt>").length, 2, "shared, so said once");
  });
});

Deno.test("writeReport() refuses two studies of the same", async () => {
  await inTemporaryFolder(async (folder) => {
    const [a, b] = [`${folder}/a`, `${folder}/b`];
    await writeStudy(a);
    await writeStudy(b);
    await rejects(
      writeReport([a, b]),
      inputError(
        `Cannot report on "${a}" and "${b}" together: both have rows of data/tiny, pfeiffer, seed 1, expected different ones`,
      ),
    );
  });
});

/** Rows of every sort, for every section of a report. */
function everyRow() {
  const names = ["news", "law", "jokes"];
  const share = (k: number, i: number) => 0.1 * k + 0.001 * i;
  return [
    ...study().filter((row) => !("attack" in row) || row.attack === "none"),
    ...everyMixture(names, share, { method: "ties" }),
    ...everyMixture(names, share).flatMap(({ target, mixed, k, value }) =>
      k === 1 ? [] : [changed(target, mixed, value), cancelled(mixed, value)]
    ),
    ...["all", ...names].map((target) => correlation(target, -0.5)),
    ...comparisonRows(),
    fsd("news", "law", 0.1, { metric: "fsd_nonzero", part: "block 0" }),
    ...(["smallest", "largest"] as const).map((order) => ({
      metric: "greedy",
      rule: "pairwise",
      order,
      k: 2,
      target: "law",
      mixed: "news+law",
    })),
  ];
}

/** What a missing value would have left in the words of a page. */
const MISSING = /.{0,40}(?:\bundefined\b|\bnull\b|\bNaN\b|\[object).{0,20}/g;

Deno.test("writeReport() says of no value that it is missing, to eyes or screen readers", async () => {
  await inTemporaryFolder(async (folder) => {
    const every = everyRow();
    // An earlier version wrote greedy sets without a rule; a study may be cut short.
    const early = every.map((row) =>
      row.metric === "greedy" ? { ...row, rule: undefined } : row
    );
    const begun = every.filter(({ metric }) => metric !== "majority");
    for (const [i, rows] of [every, early, begun].entries()) {
      await writeFolder(`${folder}/${i}`, rows);
      const { report, figures } = await writeReport([`${folder}/${i}`]);
      const page = await Deno.readTextFile(report);
      ok(figures >= 10 && page.includes("aria-label="), `${figures} figures`);
      deepStrictEqual(page.match(MISSING), null);
    }
  });
});
