import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { studyRows } from "../../lib/study/ledger.ts";
import type { AccuracyRow, StudyRow } from "../../lib/study/row.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { writeUntrainedAdapters } from "../untrained_adapters.ts";
import { refusalOf, stopped, summaryOf } from "./command.ts";

/** Signals are sent to processes, which Windows cannot do. */
const ignore = Deno.build.os === "windows";

/** Arguments that name so many new adapters and a few examples. */
async function task(folder: string, adapters: number): Promise<string[]> {
  await writeUntrainedAdapters(`${folder}/adapters`, adapters);
  return ["--adapters", `${folder}/adapters`, "--limit-examples", "12"];
}

/** The rows of mixtures among all rows: those of majorities are not. */
const accuracies = (rows: readonly StudyRow[]) =>
  rows.filter((row): row is AccuracyRow => row.metric === "accuracy");

/**
 * Rows as texts, in an order of their own, but for the commit, which may change
 * meanwhile.
 */
const sorted = (rows: readonly StudyRow[]) =>
  rows.map((row) => JSON.stringify({ ...row, commit: "" })).sort();

Deno.test("mixtures --plan counts and estimates, and writes nothing", async () => {
  await inTemporaryFolder(async (folder) => {
    const words = await task(folder, 4);
    const out = `${folder}/out`;
    const plan = await summaryOf<Record<string, number>>("mixtures", [
      ...words,
      ...["--plan", "--out", out],
    ]);
    deepStrictEqual(namesIn(folder), ["adapters"]);
    const { cells, mixtures, forward_passes, flops, seconds, bytes } = plan;
    deepStrictEqual([cells, mixtures, forward_passes], [32, 15, 32 * 12]);
    ok(flops! > 0 && seconds! > 0);
    await summaryOf("mixtures", [...words, "--out", out]);
    const lines = (await Deno.readTextFile(`${out}/rows.jsonl`)).split("\n");
    const size = lines.filter((line) => line.includes('"accuracy"')).join("\n")
      .length;
    ok(Math.abs(bytes! / size - 1) < 0.1, `${bytes} for ${size}`);
  });
});

Deno.test("mixtures that is killed ends with the rows of one that is not", {
  ignore,
}, async () => {
  await inTemporaryFolder(async (folder) => {
    const words = await task(folder, 8);
    const [whole, cut] = [`${folder}/whole`, `${folder}/cut`];
    await summaryOf("mixtures", [...words, "--out", whole]);

    const { code } = await stopped("mixtures", [...words, "--out", cut], {
      signal: "SIGKILL",
      due: async () => (await studyRows(cut)).length >= 128,
    });
    strictEqual(code, 137);
    const before = await studyRows(cut);
    ok(before.length < 8 + 1024, "killed too late");
    await summaryOf("mixtures", [...words, "--out", cut]);

    const rows = await studyRows(cut);
    deepStrictEqual(rows.slice(0, before.length), before);
    deepStrictEqual(sorted(rows), sorted(await studyRows(whole)));
    const lines = await Deno.readTextFile(`${cut}/rows.jsonl`);
    strictEqual(lines.split("\n").length - 1, 8 + 1024);
  });
});

Deno.test("mixtures in shards are together what one run measures", async () => {
  await inTemporaryFolder(async (folder) => {
    const words = await task(folder, 5);
    const [whole, parts] = [`${folder}/whole`, `${folder}/parts`];
    await summaryOf("mixtures", [...words, "--out", whole]);
    for (const shard of ["3/3", "1/3", "2/3"]) {
      await summaryOf("mixtures", [
        ...words,
        ...["--out", parts, "--shard", shard],
      ]);
    }
    deepStrictEqual(namesIn(parts), [
      "rows-1-of-3.jsonl",
      "rows-2-of-3.jsonl",
      "rows-3-of-3.jsonl",
      "settings.json",
    ]);
    const rows = sorted(await studyRows(parts));
    deepStrictEqual(rows, sorted(await studyRows(whole)));
    await summaryOf("mixtures", [...words, "--out", parts]); // nothing is left
    deepStrictEqual(sorted(await studyRows(parts)), rows);
  });
});

Deno.test("mixtures refuses to go on with other settings or adapters", async () => {
  await inTemporaryFolder(async (folder) => {
    const words = await task(folder, 2);
    const out = `${folder}/out`;
    await summaryOf("mixtures", [...words, "--out", out]);
    deepStrictEqual(
      await refusalOf("mixtures", [
        ...["--adapters", `${folder}/adapters`, "--out", out],
        ...["--limit-examples", 13],
      ]),
      [
        2,
        `Cannot go on with "${out}/settings.json": limitExamples was 12, expected 13 as now (or another --out)`,
      ],
    );
  });
});

Deno.test("mixtures mixes by any method, and prunes before", async () => {
  await inTemporaryFolder(async (folder) => {
    const words = await task(folder, 3);
    const out = `${folder}/out`;
    for (const method of ["average", "ties"]) {
      await summaryOf("mixtures", [
        ...[...words, "--out", out, "--method", method],
        ...["--dataset", "sentiment", "--sparsity", 0.5],
      ]);
    }
    const rows = accuracies(await studyRows(out));
    deepStrictEqual(
      rows.map(({ method, target, sparsity }) =>
        `${method} ${target} ${sparsity}`
      ),
      [
        ...Array(4).fill("average sentiment 0.5"),
        ...Array(4).fill("ties sentiment 0.5"),
      ],
    );
    for (const same of Map.groupBy(rows, ({ method }) => method).values()) {
      expectGains(same);
    }
  });
});

/** Checks rows of one target and setting against the one of its own adapter. */
function expectGains([alone, ...others]: readonly AccuracyRow[]) {
  deepStrictEqual([alone!.mixed, alone!.wins], [alone!.target, undefined]);
  for (const { wins, losses, gain, gain_low, gain_high, ...row } of others) {
    const more = Math.round(row.value * row.count - alone!.value * row.count);
    strictEqual(wins! - losses!, more);
    strictEqual(gain, more / row.count);
    ok(gain_low! < gain && gain < gain_high!);
  }
}

Deno.test("mixtures refuses a target that has no adapter", async () => {
  await inTemporaryFolder(async (folder) => {
    const words = await task(folder, 2);
    const [code, sentence] = await refusalOf("mixtures", [
      ...words,
      ...["--dataset", "rct", "--out", `${folder}/out`],
    ]);
    strictEqual(code, 2);
    ok(
      sentence.startsWith(
        'Cannot judge mixtures on "rct": no adapter has that name, expected one of ',
      ),
      sentence,
    );
  });
});

Deno.test("mixtures --dtype f16 writes the agreement with f32 into each row", async () => {
  await inTemporaryFolder(async (folder) => {
    const words = await task(folder, 2);
    const out = ["--out", `${folder}/out`];
    const half = ["--dtype", "f16"];
    await summaryOf("mixtures", [...words, ...out, ...half]);
    const rows = accuracies(await studyRows(`${folder}/out`));
    strictEqual(rows.length, 4);
    for (const { dtype, agreement } of rows) {
      strictEqual(dtype, "f16");
      ok(agreement! >= 0.995, `${agreement}`);
    }
    const [code, said] = await refusalOf("mixtures", [...words, ...out]);
    strictEqual(code, 2);
    match(
      said,
      /dtype was f16 and is not set now, expected f16 again \(or another --out\)$/,
    );
  });
});
