import { deepStrictEqual, rejects } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { expectStudyAt, removeStudy } from "../../lib/study/start_again.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";

Deno.test("removeStudy() removes a study, an empty folder, and nothing", () =>
  inTemporaryFolder(async (folder) => {
    const study = `${folder}/study`;
    await removeStudy(study);
    await Deno.mkdir(study);
    await removeStudy(study);
    await Deno.mkdir(`${study}/adapters`, { recursive: true });
    await Deno.writeTextFile(`${study}/settings.json`, "{}");
    await expectStudyAt(study);
    await removeStudy(study);
    deepStrictEqual(namesIn(folder), []);
  }));

Deno.test("removeStudy() refuses a folder that is no study's, and keeps it", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/thesis.tex`, "");
    await rejects(
      removeStudy(folder),
      inputError(
        `Cannot replace "${folder}": it holds "thesis.tex" and not a study, expected a study, or an empty folder`,
      ),
    );
    deepStrictEqual(namesIn(folder), ["thesis.tex"]);
  }));

Deno.test("removeStudy() refuses a study with other studies below, and keeps all", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/settings.json`, "{}");
    await Deno.mkdir(`${folder}/figures`);
    await Deno.mkdir(`${folder}/mixtures`);
    await rejects(
      removeStudy(folder),
      inputError(
        `Cannot replace "${folder}": it holds the folder "mixtures", expected a study, or an empty folder`,
      ),
    );
    deepStrictEqual(namesIn(folder), ["figures", "mixtures", "settings.json"]);
  }));

Deno.test("removeStudy() refuses the working folder", () =>
  rejects(
    removeStudy("."),
    inputError(
      'Cannot write ".": the command runs inside of it, expected another name',
    ),
  ));
