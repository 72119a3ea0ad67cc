import { deepStrictEqual } from "node:assert/strict";
import { lockOutput } from "../../lib/io/lock.ts";
import { lockRows } from "../../lib/study/shard.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { writeUntrainedAdapters } from "../untrained_adapters.ts";
import { expectRefusals } from "./refusals.ts";

const refused = (name: string) =>
  `Cannot write "F/${name}": another process is writing it, expected its end or another name`;

Deno.test("train and study refuse an output that another process is writing", async () => {
  await inTemporaryFolder(async (folder) => {
    const [adapter, study] = [`${folder}/adapter`, `${folder}/study`];
    using _adapter = await lockOutput(adapter);
    using _study = await lockRows(study);
    await Deno.symlink("study", `${folder}/link`);
    await Deno.symlink("adapter", `${folder}/none`);
    const train = ["--dataset", "sentiment", "--out", adapter];
    await expectRefusals(folder, [
      ["train", train, refused("adapter")],
      ["train", [...train, "--resume", "--overwrite"], refused("adapter")],
      ["train", [...train, "--model", "none"], refused("adapter")],
      [
        "train",
        ["--dataset", "sentiment", "--out", `${folder}/none`],
        refused("none"),
      ],
      ["study", ["--out", study], refused("study/rows.jsonl")],
      ["study", ["--out", study, "--overwrite"], refused("study/rows.jsonl")],
      ["study", ["--out", `${folder}/link`], refused("link/rows.jsonl")],
    ], { code: 75 });
    // The study's is in its folder: it may be all that its user may write to.
    const names = [".adapter.lock", "link", "none", "study"];
    deepStrictEqual(namesIn(folder), names);
    deepStrictEqual(namesIn(study), [".rows.jsonl.lock"]);
  });
});

Deno.test("mixtures and compare refuse rows that another process is writing", async () => {
  await inTemporaryFolder(async (folder) => {
    const [adapters, out] = [`${folder}/adapters`, `${folder}/out`];
    await writeUntrainedAdapters(adapters, 2);
    using _whole = await lockRows(out);
    using _part = await lockRows(out, { index: 1, count: 2 });
    const words = ["--adapters", adapters, "--out", out];
    await expectRefusals(folder, [
      ["mixtures", words, refused("out/rows.jsonl")],
      [
        "mixtures",
        [...words, "--shard", "1/2"],
        refused("out/rows-1-of-2.jsonl"),
      ],
      ["compare", [...words, "--datasets", "all"], refused("out/rows.jsonl")],
    ], { code: 75 });
    deepStrictEqual(namesIn(out), [
      ".rows-1-of-2.jsonl.lock",
      ".rows.jsonl.lock",
    ]);
  });
});
