import { deepStrictEqual, rejects } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { expectReplaceable, weightsFolder } from "../../lib/io/replaceable.ts";
import { inTemporaryFolder, namesIn } from "./temporary_folder.ts";

const study = {
  name: "a study",
  mark: /^settings\.json$/,
  folders: ["figures"],
};

Deno.test("expectReplaceable() lets nothing, an empty folder and its own kind be replaced", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    await expectReplaceable(path, weightsFolder);
    await Deno.mkdir(path);
    await expectReplaceable(path, weightsFolder);
    await Deno.writeTextFile(`${path}/README.md`, "");
    for (
      const name of [
        "adapter_config.json",
        "adapter_model.bin",
        "model-00001-of-00002.safetensors",
      ]
    ) {
      await Deno.writeTextFile(`${path}/${name}`, "");
      await expectReplaceable(path, weightsFolder);
      await Deno.remove(`${path}/${name}`);
    }
    await Deno.mkdir(`${path}/figures`);
    await Deno.writeTextFile(`${path}/settings.json`, "");
    await expectReplaceable(path, study);
  }));

Deno.test("expectReplaceable() refuses a folder of another kind", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/settings.json`, "");
    await Deno.writeTextFile(`${folder}/rows.jsonl`, "");
    await rejects(
      expectReplaceable(folder, weightsFolder),
      inputError(
        `Cannot replace "${folder}": it holds "rows.jsonl" and not an adapter or a model, expected an adapter or a model, or an empty folder`,
      ),
    );
    deepStrictEqual(namesIn(folder), ["rows.jsonl", "settings.json"]);
  }));

Deno.test("expectReplaceable() refuses a folder with others in it", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/adapter.safetensors`, "");
    await Deno.mkdir(`${folder}/figures`);
    await rejects(
      expectReplaceable(folder, weightsFolder),
      inputError(
        `Cannot replace "${folder}": it holds the folder "figures", expected an adapter or a model, or an empty folder`,
      ),
    );
  }));

Deno.test("expectReplaceable() refuses a file for a folder, and a folder for a file", () =>
  inTemporaryFolder(async (folder) => {
    const file = `${folder}/a.csv`;
    await Deno.writeTextFile(file, "");
    await expectReplaceable(file);
    await rejects(
      expectReplaceable(file, weightsFolder),
      inputError(
        `Cannot replace "${file}": it is a file, expected an adapter or a model, or an empty folder`,
      ),
    );
    await rejects(
      expectReplaceable(folder),
      inputError(
        `Cannot replace "${folder}": it is a folder, expected a file`,
      ),
    );
  }));
