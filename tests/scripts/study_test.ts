import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { run, stopped, summaryOf } from "./command.ts";

/** Signals are sent to processes, which Windows cannot do. */
const ignore = Deno.build.os === "windows";

/** A study in miniature, on the embedded model. */
const STUDY = [
  ...["--domains", "sentiment,reviews", "--max-steps", 1],
  ...["--limit-train", 8, "--limit-examples", 8],
];

/** What report and study print. */
interface Summary {
  report: string;
  figures: number;
  rows: number;
}

/** The text of a study's rows but for the commit, which may change meanwhile. */
async function rowsOf(study: string): Promise<string> {
  const text = await Deno.readTextFile(`${study}/rows.jsonl`);
  return text.replaceAll(/"commit":"[^"]*"/g, '"commit":""');
}

/** Number of rows that a study has written by now. */
async function countRows(study: string): Promise<number> {
  const text = await rowsOf(study).catch(() => "");
  return text.split("\n").length - 1;
}

/** Starts a study and sends it a signal once it has so many rows; its exit code. */
async function stoppedAt(
  out: string,
  { rows, signal }: { rows: number; signal: Deno.Signal },
): Promise<number> {
  const due = async () => await countRows(out) >= rows;
  const args = [...STUDY, "--out", out];
  return (await stopped("study", args, { signal, due })).code;
}

Deno.test("a study that is stopped ends with the rows of one that is not", {
  ignore,
}, async () => {
  await inTemporaryFolder(async (folder) => {
    const [whole, cut] = [`${folder}/whole`, `${folder}/cut`];
    const summary = await summaryOf<Summary>("study", [
      ...STUDY,
      ...["--out", whole],
    ]);
    strictEqual(await stoppedAt(cut, { rows: 4, signal: "SIGINT" }), 130);
    strictEqual(await stoppedAt(cut, { rows: 60, signal: "SIGKILL" }), 137);
    await summaryOf("study", [...STUDY, "--out", cut]);
    strictEqual(await rowsOf(cut), await rowsOf(whole));
    deepStrictEqual(namesIn(cut), [
      "adapters",
      "figures",
      "report.html",
      "rows.jsonl",
      "settings.json",
    ]);
    const adapters = `${cut}/adapters`;
    strictEqual(namesIn(adapters).length, 13, "no state is left behind");

    const other = [...STUDY, "--seed", 7, "--out", cut];
    const { code, stderr } = await run("study", other);
    strictEqual(code, 2);
    match(stderr, /^error: Cannot go on .*: seed was 42, expected 7 .*$/m);

    strictEqual(summary.rows, await countRows(whole));
    const page = await Deno.readTextFile(summary.report);
    await Deno.remove(summary.report);
    const figures = namesIn(`${whole}/figures`);
    strictEqual(figures.length, 2 * summary.figures);
    await Deno.remove(`${whole}/figures`, { recursive: true });
    deepStrictEqual(await summaryOf("report", ["--study", whole]), summary);
    deepStrictEqual(namesIn(`${whole}/figures`), figures);
    strictEqual(await Deno.readTextFile(summary.report), page);
    ok(page.includes("made-up domains"));
  });
});
