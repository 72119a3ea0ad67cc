/**
 * What `--overwrite` may replace.
 *
 * @module
 */
import { inputError } from "./failure.ts";

/** A kind of folder that commands write, and so may replace. */
export interface FolderKind {
  /** What such a folder is, with its article. */
  readonly name: string;
  /** Names of files, one of which is in every such folder. */
  readonly mark: RegExp;
  /** Names of the folders that may be in it; none if absent. */
  readonly folders?: readonly string[];
}

/** Folder of an adapter or a model, in any layout that is read or written. */
export const weightsFolder: FolderKind = {
  name: "an adapter or a model",
  mark: /^adapter_config\.json$|\.(?:safetensors|bin)$/,
};

/**
 * Checks that replacing what is at a place loses nothing but an output of its kind.
 *
 * @param path The place; there may be nothing.
 * @param kind Kind of the folder that is to be there; absent for a file.
 * @throws {Failure} If there is a file in place of a folder or the other way round,
 * or a folder that holds another folder than its kind does, or anything but its kind.
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
  const { name, mark, folders = [] } = kind;
  const entries = (await Array.fromAsync(Deno.readDir(path)))
    .sort((a, b) => a.name < b.name ? -1 : 1);
  const foreign = entries.find((entry) =>
    entry.isDirectory && !folders.includes(entry.name)
  );
  if (foreign) {
    throw refusal(path, kind, `holds the folder "${foreign.name}"`);
  }
  if (!entries[0] || entries.some((entry) => mark.test(entry.name))) return;
  throw refusal(path, kind, `holds "${entries[0].name}" and not ${name}`);
}

function refusal(path: string, kind: FolderKind | undefined, is: string) {
  const expected = kind ? `${kind.name}, or an empty folder` : "a file";
  return inputError(`Cannot replace "${path}": it ${is}, expected ${expected}`);
}
