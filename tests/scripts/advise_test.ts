import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { writeUntrainedAdapters } from "../untrained_adapters.ts";
import { refusalOf, summaryOf } from "./command.ts";

/** What the command prints. */
interface Summary {
  adapters: number;
  groups: { mix: string[]; leave: { name: string }[]; warnings: string[] }[];
  unread?: { name: string; reason: string }[];
}

const REAL = new URL("../../../shared/adapters/", import.meta.url);
const ignore = !await Deno.stat(REAL).then(() => true, () => false);

Deno.test("advise on untrained adapters says so", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeUntrainedAdapters(`${folder}/adapters`, 3);
    const out = `${folder}/out`;
    const words = ["--out", out, `${folder}/adapters`];
    const { adapters, groups } = await summaryOf<Summary>("advise", words);
    strictEqual(adapters, 3);
    deepStrictEqual(groups[0]!.mix, []);
    deepStrictEqual(groups[0]!.warnings, [
      "inference, paraphrase, sentiment: untrained, so that mixing in weakens the others and adds nothing.",
      "The files name 3 different sets of initial weights: half of the signs differ before anything is learned, and averaging cancels them.",
    ]);
    deepStrictEqual(namesIn(out), ["advice.md"]); // nothing trained to draw
    match(await Deno.readTextFile(`${out}/advice.md`), /\*\*Mix none of these/);
    deepStrictEqual(await refusalOf("advise", words), [
      2,
      `Cannot write "${out}": it exists, expected a new name or --overwrite`,
    ]);
  });
});

Deno.test(
  "advise on real adapters of many models sorts them and finds a pair",
  {
    ignore,
  },
  async () => {
    await inTemporaryFolder(async (folder) => {
      const { adapters, groups, unread } = await summaryOf<Summary>("advise", [
        ...["--out", `${folder}/out`, fileURLToPath(REAL)],
      ]);
      deepStrictEqual([adapters, groups.length], [12, 5]);
      deepStrictEqual(groups[0]!.mix, [
        "bert-base-lora-r1-cola",
        "bert-base-lora-r2-stacked-trained-cola",
      ]);
      ok(
        groups[0]!.leave.some(({ name }) => name === "bert-base-lora-r1-mnli"),
      );
      deepStrictEqual(
        unread!.map(({ name }) => name),
        ["adapterhub-compacter-xlmr-legal"],
      );
    });
  },
);

Deno.test("advise refuses a wrong path, and fewer than two adapters", async () => {
  await inTemporaryFolder(async (folder) => {
    await writeUntrainedAdapters(`${folder}/adapters`, 2);
    const one = `${folder}/adapters/inference`;
    const out = ["--out", `${folder}/out`];
    const [code] = await refusalOf("advise", [...out, one, `${folder}/none`]);
    strictEqual(code, 2);
    await Deno.mkdir(`${folder}/empty`);
    const [, sentence] = await refusalOf("advise", [
      ...out,
      one,
      `${folder}/empty`,
    ]);
    ok(
      sentence.startsWith(
        "Cannot advise on mixing: 1 of 2 adapters can be read (",
      ),
      sentence,
    );
  });
});
