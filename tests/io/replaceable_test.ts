import { deepStrictEqual, rejects } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  expectReplaceable,
  type FolderKind,
  weightsFolder,
} from "../../lib/io/replaceable.ts";
import { inTemporaryFolder, namesIn } from "./temporary_folder.ts";

const study: FolderKind = {
  name: "a study",
  mark: ["settings.json"],
  isMark: async (path) => (await Deno.readTextFile(path)) === "study",
  files: ["settings.json", "rows.jsonl"],
  within: (name) => name === "figures" ? { files: [/\.svg$/] } : undefined,
};

/** Folders of adapters and models as commands write them and as the Hub has them. */
const FOLDERS = [
  [
    ...["adapter_config.json", "adapter.safetensors", "head_config.json"],
    ...["model_head.safetensors", "README.md"],
  ],
  ["head_config.json", "model_head.safetensors", "README.md"],
  ["adapter_config.json", "adapter_model.safetensors", "README.md"],
  ["adapter_model.bin", "hparams.yaml"],
  [
    ...[".gitattributes", "README.md", "adapter_config.json"],
    ...["head_config.json", "pytorch_adapter.bin", "pytorch_model_head.bin"],
  ],
  [
    ...["config.json", "log.jsonl", "model.safetensors", "tokenizer.json"],
    "tokenizer_config.json",
  ],
  [
    ...["config.json", "model-00001-of-00002.safetensors", "merges.txt"],
    ...["model-00002-of-00002.safetensors", "model.safetensors.index.json"],
    ...["vocab.json", "special_tokens_map.json", "training_args.bin"],
  ],
  [
    ...["config.json", "flax_model.msgpack", "pytorch_model.bin", "vocab.txt"],
    ...["tf_model.h5", "LICENSE", "dict.txt", "generation_config.json"],
  ],
];

async function writeEmpty(folder: string, names: readonly string[]) {
  for (const name of names) await Deno.writeTextFile(`${folder}/${name}`, "");
}

Deno.test("expectReplaceable() lets nothing, an empty folder and its own kind be replaced", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    await expectReplaceable(path, weightsFolder);
    await Deno.mkdir(path);
    await expectReplaceable(path, weightsFolder);
    const hidden = [".rows.jsonl.lock", ".x.json.01234567.partial"];
    await writeEmpty(path, [...hidden, ".DS_Store"]);
    await expectReplaceable(path, weightsFolder);
    await Deno.mkdir(`${path}/figures`);
    await writeEmpty(path, ["rows.jsonl", "figures/a.svg"]);
    await Deno.writeTextFile(`${path}/settings.json`, "study");
    await expectReplaceable(path, study);
  }));

Deno.test("expectReplaceable() knows the folders of adapters and models", () =>
  inTemporaryFolder(async (folder) => {
    for (const [i, names] of FOLDERS.entries()) {
      const path = `${folder}/${i}`;
      await Deno.mkdir(path);
      await writeEmpty(path, names);
      await expectReplaceable(path, weightsFolder);
    }
  }));

Deno.test("expectReplaceable() refuses a folder of another kind", () =>
  inTemporaryFolder(async (folder) => {
    const refused = (name: string, kind: string) =>
      inputError(
        `Cannot replace "${folder}": it holds "${name}" and not ${kind}, expected ${kind}, or an empty folder`,
      );
    await writeEmpty(folder, ["README.md"]);
    await rejects(
      expectReplaceable(folder, weightsFolder),
      refused("README.md", "an adapter or a model"),
    );
    await Deno.remove(`${folder}/README.md`);
    await writeEmpty(folder, ["rows.jsonl", "settings.json"]);
    await rejects(
      expectReplaceable(folder, study),
      refused("rows.jsonl", "a study"),
    );
    deepStrictEqual(namesIn(folder), ["rows.jsonl", "settings.json"]);
  }));

Deno.test("expectReplaceable() refuses a folder with others in it", () =>
  inTemporaryFolder(async (folder) => {
    const refused = (is: string, kind: string) =>
      inputError(
        `Cannot replace "${folder}": it holds ${is}, expected ${kind}, or an empty folder`,
      );
    await writeEmpty(folder, FOLDERS[0]!);
    for (
      const name of ["thesis.tex", "firmware.bin", "rows.jsonl", ".b.state"]
    ) {
      await writeEmpty(folder, [name]);
      await rejects(
        expectReplaceable(folder, weightsFolder),
        refused(`"${name}"`, "an adapter or a model"),
      );
      await Deno.remove(`${folder}/${name}`);
    }
    await Deno.mkdir(`${folder}/figures`);
    await rejects(
      expectReplaceable(folder, weightsFolder),
      refused('the folder "figures"', "an adapter or a model"),
    );
    for (const name of FOLDERS[0]!) await Deno.remove(`${folder}/${name}`);
    await Deno.writeTextFile(`${folder}/settings.json`, "study");
    await writeEmpty(folder, ["figures/a.svg", "figures/notes.txt"]);
    await rejects(
      expectReplaceable(folder, study),
      refused('"figures/notes.txt"', "a study"),
    );
    await Deno.remove(`${folder}/figures`, { recursive: true });
    await Deno.symlink("elsewhere", `${folder}/figures`);
    await rejects(
      expectReplaceable(folder, study),
      refused('the link "figures"', "a study"),
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
