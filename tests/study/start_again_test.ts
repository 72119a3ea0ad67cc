import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { lockRows } from "../../lib/study/shard.ts";
import { expectStudyAt, removeStudy } from "../../lib/study/start_again.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";

const SETTINGS = JSON.stringify({ domains: "a+b", adapterSeed: 42, seed: 1 });

/** Writes a study with all that may be in one. */
async function writeStudy(folder: string) {
  for (const place of [folder, `${folder}/independent`]) {
    const adapter = `${place}/adapters/sst2`;
    await Deno.mkdir(adapter, { recursive: true });
    await Deno.writeTextFile(`${adapter}/adapter_config.json`, "");
    await Deno.writeTextFile(`${place}/adapters/.rte.state`, "");
    await Deno.mkdir(`${place}/adapters/.rte.01234567.partial`);
    await Deno.mkdir(`${place}/figures`);
    for (const name of ["figures/a.svg", "figures/a.vl.json", "rows.jsonl"]) {
      await Deno.writeTextFile(`${place}/${name}`, "");
    }
    await Deno.writeTextFile(`${place}/settings.json`, SETTINGS);
  }
  await Deno.writeTextFile(`${folder}/report.html`, "");
}

function refusal(folder: string, is: string) {
  return inputError(
    `Cannot replace "${folder}": it holds ${is}, expected a study, or an empty folder`,
  );
}

Deno.test("removeStudy() empties the folder of a study, an empty one, and nothing", () =>
  inTemporaryFolder(async (folder) => {
    const study = `${folder}/study`;
    await removeStudy(study);
    deepStrictEqual(namesIn(folder), []);
    await writeStudy(study);
    await expectStudyAt(study);
    {
      using _ = await lockRows(study);
      await removeStudy(study);
      deepStrictEqual(namesIn(study), [".rows.jsonl.lock"]);
      await removeStudy(study);
    }
    deepStrictEqual(namesIn(study), []);
  }));

Deno.test("removeStudy() empties what a link leads to, and keeps the link", () =>
  inTemporaryFolder(async (folder) => {
    const [link, study] = [`${folder}/link`, `${folder}/scratch/study`];
    await Deno.symlink("scratch/study", link);
    await removeStudy(link);
    await writeStudy(study);
    await removeStudy(link);
    deepStrictEqual(namesIn(study), []);
    strictEqual((await Deno.lstat(link)).isSymlink, true);
  }));

Deno.test("removeStudy() that is cut short can be done again", () =>
  inTemporaryFolder(async (folder) => {
    const { remove } = Deno;
    await writeStudy(folder);
    for (let names = namesIn(folder); names.length > 0;) {
      let removed = 0;
      try {
        Deno.remove = (...args) =>
          removed++ > 0 ? Promise.reject(new Error("cut")) : remove(...args);
        await removeStudy(folder).catch(() => {});
      } finally {
        Deno.remove = remove;
      }
      strictEqual(namesIn(folder).length, names.length - 1);
      names = namesIn(folder);
      await expectStudyAt(folder);
    }
  }));

Deno.test("removeStudy() refuses what mixtures and compare write, and keeps it", () =>
  inTemporaryFolder(async (folder) => {
    const others = JSON.stringify({ data: "SST-2", seed: 42, splits: "clean" });
    await Deno.writeTextFile(`${folder}/settings.json`, others);
    await Deno.writeTextFile(`${folder}/rows.jsonl`, "");
    const refused = refusal(folder, '"rows.jsonl" and not a study');
    await rejects(removeStudy(folder), refused);
    await Deno.writeTextFile(`${folder}/settings.json`, "null");
    await rejects(removeStudy(folder), refused);
    await Deno.writeTextFile(`${folder}/settings.json`, SETTINGS);
    for (const name of ["rows-1-of-3.jsonl", "comparison.md"]) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
      await rejects(removeStudy(folder), refusal(folder, `"${name}"`));
      await Deno.remove(`${folder}/${name}`);
    }
    deepStrictEqual(namesIn(folder), ["rows.jsonl", "settings.json"]);
  }));

Deno.test("removeStudy() refuses a study with anything else in it, and keeps all", () =>
  inTemporaryFolder(async (folder) => {
    await writeStudy(folder);
    const before = namesIn(folder);
    for (
      const name of ["paper.tex", "adapters/notes.md", "adapters/sst2/x.bin"]
    ) {
      await Deno.writeTextFile(`${folder}/${name}`, "");
      await rejects(removeStudy(folder), refusal(folder, `"${name}"`));
      await Deno.remove(`${folder}/${name}`);
    }
    for (const name of ["mixtures", "figures/drafts", "independent/other"]) {
      await Deno.mkdir(`${folder}/${name}`);
      const refused = refusal(folder, `the folder "${name}"`);
      await rejects(removeStudy(folder), refused);
      await Deno.remove(`${folder}/${name}`);
    }
    deepStrictEqual(namesIn(folder), before);
  }));

Deno.test("removeStudy() refuses the working folder", () =>
  rejects(
    removeStudy("."),
    inputError(
      'Cannot write ".": the command runs inside of it, expected another name',
    ),
  ));
