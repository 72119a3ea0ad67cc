import { ok, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { appendRows } from "../../lib/io/rows.ts";
import type { AccuracyRow } from "../../lib/study/row.ts";
import { writeReport } from "../../lib/figure/write_report.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { accuracyRow } from "../study/made_rows.ts";

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
  await appendRows(`${folder}/rows.jsonl`, rows(changes));
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
