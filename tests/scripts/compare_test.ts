import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { studyRows } from "../../lib/study/ledger.ts";
import type { StudyRow } from "../../lib/study/row.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { writeUntrainedAdapters } from "../untrained_adapters.ts";
import { refusalOf, summaryOf } from "./command.ts";

/** Rows of one metric. */
function of<Metric extends StudyRow["metric"]>(
  rows: readonly StudyRow[],
  metric: Metric,
) {
  return rows.filter((row) => row.metric === metric) as Extract<
    StudyRow,
    { metric: Metric }
  >[];
}

Deno.test("compare chooses by validation, reports on test, and goes on", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeUntrainedAdapters(`${folder}/adapters`, 3);
    const words = [
      ...["--adapters", `${folder}/adapters`, "--limit-examples", 16],
      ...[
        "--methods",
        "magnitude_prune,greedy_soup,greedy,pruned_magnitude,ensemble",
      ],
      ...["--out", `${folder}/out`],
    ];
    const { methods } = await summaryOf<{ methods: Record<string, number> }>(
      "compare",
      words,
    );
    deepStrictEqual(Object.keys(methods).sort(), [
      ...["average", "ensemble", "greedy", "greedy_soup", "magnitude_prune"],
      ...["pruned_magnitude", "single"],
    ]);
    const rows = await studyRows(`${folder}/out`);
    const [tests, tried] = [of(rows, "comparison"), of(rows, "candidate")];
    strictEqual(tests.length, 7 * 3);
    strictEqual(of(rows, "paired").length, (5 * 2 + 2) * 3);
    for (const { method, target, chosen } of tests) {
      const own = tried.filter((row) =>
        row.method === method && row.target === target
      );
      if (own.length === 0) continue;
      const best = own.reduce((a, b) => b.value > a.value ? b : a);
      strictEqual(chosen, best.setting);
    }
    deepStrictEqual(namesIn(`${folder}/out`), [
      ...["comparison.csv", "comparison.md", "figures", "report.html"],
      ...["rows.jsonl", "settings.json"],
    ]);
    await summaryOf("compare", words); // nothing is left to do
    deepStrictEqual(await studyRows(`${folder}/out`), rows);

    // A run that was stopped before its last rows ends with the same ones.
    const path = `${folder}/out/rows.jsonl`;
    const lines = (await Deno.readTextFile(path)).split("\n");
    await Deno.writeTextFile(path, lines.slice(0, 20).join("\n") + "\n");
    await summaryOf("compare", words);
    deepStrictEqual(await studyRows(`${folder}/out`), rows);
  });
});

Deno.test("compare pairs a method with a reference example by example", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeUntrainedAdapters(`${folder}/adapters`, 2);
    await summaryOf("compare", [
      ...["--adapters", `${folder}/adapters`, "--limit-examples", 16],
      ...["--methods", "linear", "--out", `${folder}/out`],
    ]);
    const rows = await studyRows(`${folder}/out`);
    for (const row of of(rows, "paired")) {
      // Of bottlenecks, PEFT's sum at 1 / k is the average.
      const alike = row.method === "linear" && row.against === "average";
      if (alike) deepStrictEqual([row.wins, row.losses], [0, 0]);
      const test = (method: string) =>
        of(rows, "comparison").find((one) =>
          one.method === method && one.target === row.target
        )!.value;
      strictEqual(row.value, test(row.method) - test(row.against));
      ok(row.low <= row.value && row.value <= row.high);
    }
  });
});

Deno.test("compare refuses methods and adapters that there are not", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeUntrainedAdapters(`${folder}/adapters`, 2);
    const words = ["--adapters", `${folder}/adapters`, "--out", `${folder}/o`];
    const [code, sentence] = await refusalOf("compare", [
      ...words,
      ...["--methods", "tise"],
    ]);
    strictEqual(code, 2);
    ok(sentence.startsWith('Cannot compare "tise": there is no such method'));
    deepStrictEqual(
      await refusalOf("compare", [...words, "--datasets", "rct,inference"]),
      [
        2,
        'Cannot compare on "rct": no adapter has that name, expected some of inference, paraphrase, or all',
      ],
    );
    deepStrictEqual(
      await refusalOf("compare", [...words, "--datasets", "inference"]),
      [
        2,
        "Cannot compare methods of mixing: there is 1 adapter, expected two or more",
      ],
    );
  });
});
