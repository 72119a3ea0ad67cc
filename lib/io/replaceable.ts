/**
 * What `--overwrite` may replace.
 *
 * @module
 */
import { join } from "node:path";
import { inputError } from "./failure.ts";
import { LOCK } from "./hidden_beside.ts";

/** Names of files, in full or by a pattern. */
export type Names = readonly (string | RegExp)[];

/** What may be in a folder, besides the hidden files that writing leaves there. */
export interface Contents {
  /** Names of its files. */
  readonly files: Names;
  /** What may be in a folder of a name; absent for one that may not be there. */
  readonly within?: (name: string) => Contents | undefined;
}

/** A kind of folder that commands write, and so may replace. */
export interface FolderKind extends Contents {
  /** What such a folder is, with its article. */
  readonly name: string;
  /** Names of files, one of which is in every such folder. */
  readonly mark: Names;
  /** Whether a file of such a name is that of this kind; it is if absent. */
  readonly isMark?: (path: string) => Promise<boolean>;
}

/** Weights of an adapter, a head or a model, and what says that there are some. */
const WEIGHTS = [
  "adapter_config.json",
  "adapter.safetensors",
  "pytorch_adapter.bin",
  /^(?:adapter_)?model\.safetensors$/,
  "adapter_model.bin",
  "model_head.safetensors",
  "pytorch_model_head.bin",
  /^model-\d+-of-\d+\.safetensors$/,
  /^pytorch_model(?:-\d+-of-\d+)?\.bin$/,
  /^(?:model\.safetensors|pytorch_model\.bin)\.index\.json$/,
];

/** What is beside weights: our own files, and those of other tools and of the Hub. */
const BESIDE_WEIGHTS = [
  ...["config.json", "head_config.json", "generation_config.json"],
  /^adapter_(?:fusion_config|interface|setup)\.json$/,
  /^(?:pytorch_)?model_adapter_fusion\.(?:safetensors|bin)$/,
  /^tokenizer.*\.json$/,
  ...["vocab.txt", "vocab.json", "merges.txt", "dict.txt"],
  ...["special_tokens_map.json", "added_tokens.json", "chat_template.jinja"],
  ...["README.md", ".gitattributes", ".gitignore", "log.jsonl"],
  /^LICENSE(?:\.(?:txt|md))?$/,
  ...["training_args.bin", "trainer_state.json", "hparams.yaml"],
  /^(?:optimizer|scheduler|scaler)\.(?:pt|bin)$/,
  /^rng_state(?:_\d+)?\.pth$/,
  /^(?:all|train|eval|test|predict)_results\.(?:json|txt)$/,
  ...["flax_model.msgpack", "tf_model.h5", "rust_model.ot", "model.onnx"],
];

/** Folder of an adapter or a model, in any layout that is read or written. */
export const weightsFolder: FolderKind = {
  name: "an adapter or a model",
  mark: WEIGHTS,
  files: [...WEIGHTS, ...BESIDE_WEIGHTS],
};

/** Files that killed writers leave, their locks, and what a file manager adds. */
const HIDDEN = [/^\..+\.[0-9a-f]{8}\.partial$/, LOCK, ".DS_Store"];

/**
 * Checks that replacing what is at a place loses nothing but an output of its kind.
 *
 * @param path The place; there may be nothing.
 * @param kind Kind of the folder that is to be there; absent for a file.
 * @throws {Failure} If there is a file in place of a folder or the other way round,
 * or a folder that holds what its kind does not, or anything but its kind.
 */
export async function expectReplaceable(
  path: string,
  kind?: FolderKind,
): Promise<void> {
  const there = await Deno.stat(path).catch(() => undefined);
  if (!there) return;
  if (!kind || !there.isDirectory) {
    if (!kind !== there.isDirectory) return;
    throw refusal(path, kind, `is a ${kind ? "file" : "folder"}`);
  }
  const foreign = await foreignIn(path, kind);
  if (foreign) throw refusal(path, kind, `holds ${foreign}`);
  const names = (await entriesOf(path)).map(({ name }) => name)
    .filter((name) => !fits(name, HIDDEN));
  if (names.length === 0) return;
  for (const name of names) {
    if (!fits(name, kind.mark)) continue;
    if (!kind.isMark || await kind.isMark(join(path, name))) return;
  }
  throw refusal(path, kind, `holds "${names[0]}" and not ${kind.name}`);
}

/** What is in a folder, or below it, and does not belong there; as messages name it. */
async function foreignIn(
  folder: string,
  { files, within }: Contents,
  above = "",
): Promise<string | undefined> {
  for (const { name, isDirectory, isSymlink } of await entriesOf(folder)) {
    const path = `${above}${name}`;
    if (!isDirectory) {
      if (fits(name, files) || fits(name, HIDDEN)) continue;
      return `${isSymlink ? "the link " : ""}"${path}"`;
    }
    const contents = within?.(name);
    if (!contents) return `the folder "${path}"`;
    const foreign = await foreignIn(join(folder, name), contents, `${path}/`);
    if (foreign) return foreign;
  }
}

async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  return (await Array.fromAsync(Deno.readDir(folder)))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

function fits(name: string, names: Names): boolean {
  return names.some((one) =>
    typeof one === "string" ? one === name : one.test(name)
  );
}

function refusal(path: string, kind: FolderKind | undefined, is: string) {
  const expected = kind ? `${kind.name}, or an empty folder` : "a file";
  return inputError(`Cannot replace "${path}": it ${is}, expected ${expected}`);
}
