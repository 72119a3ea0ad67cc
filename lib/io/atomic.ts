/**
 * Files and folders that are seen whole or not at all.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { inputError } from "./failure.ts";
import { hiddenBeside } from "./hidden_beside.ts";
import { isThere } from "./is_there.ts";
import { realPlace } from "./real_place.ts";
import { expectReplaceable, type FolderKind } from "./replaceable.ts";

/**
 * Writes a file under a temporary name, flushes it and renames it, so that a
 * stop at any moment leaves the old file or the new one.
 *
 * @param path Path of the file; folders on the way are made, and links are followed.
 * @param data Text, bytes, or pieces of bytes one after another.
 */
export async function writeFileAtomic(
  path: string,
  data: string | Uint8Array | Iterable<Uint8Array>,
): Promise<void> {
  const place = await realPlace(path);
  await Deno.mkdir(dirname(place), { recursive: true });
  const partial = siblingOf(place, "partial");
  try {
    await writeFlushed(partial, data);
    await Deno.rename(partial, place);
  } catch (error) {
    await Deno.remove(partial).catch(() => {}); // it may not have been made
    throw error;
  }
}

/**
 * Makes a folder of results beside its place and moves it there once complete.
 *
 * @param path Path of the folder; folders on the way are made, and links are
 * followed.
 * @param options Whether an existing one of its kind may be replaced.
 * @param build Fills the folder that it is given, which is moved afterwards.
 * @returns What `build` returned.
 * @throws {Failure} As {@linkcode expectFree} does.
 */
export async function makeOutput<T>(
  path: string,
  options: { overwrite: boolean; kind: FolderKind },
  build: (folder: string) => Promise<T>,
): Promise<T> {
  await expectFree(path, options);
  const output = await realPlace(path);
  const partial = siblingOf(output, "partial");
  await Deno.mkdir(partial, { recursive: true });
  try {
    const result = await build(partial);
    // Something may have come while the output was built.
    await expectFree(path, options);
    await replace(output, partial);
    return result;
  } catch (error) {
    // It may be in its place already, and the old one could not be removed.
    await Deno.remove(partial, { recursive: true }).catch(() => {});
    throw error;
  }
}

/**
 * Checks that an output may be written, before the work that makes it.
 *
 * @param path Path of the output.
 * @param options Whether an existing one may be replaced, and what kind of folder
 * it is; absent for a file.
 * @throws {Failure} If something is there already and may not be replaced, if it is
 * anything but an output of the kind, or if replacing it would remove the working
 * folder.
 */
export async function expectFree(
  path: string,
  { overwrite, kind }: { overwrite: boolean; kind?: FolderKind },
): Promise<void> {
  if (!overwrite) return await expectNothingAt(path);
  await expectOutside(path);
  await expectReplaceable(path, kind);
}

/**
 * Removes what killed processes left of a file or folder that they were writing.
 *
 * @param path Path of the file or folder, which nobody may be writing now.
 */
export async function removeLeftovers(path: string): Promise<void> {
  const place = await realPlace(path);
  const folder = dirname(place);
  if (!await isThere(folder)) return;
  const start = `.${basename(place)}.`;
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.startsWith(start)) continue;
    if (!LEFTOVER.test(name.slice(start.length))) continue;
    await Deno.remove(join(folder, name), { recursive: true });
  }
}

/** Moves a folder to the place of whatever is there, if anything is. */
async function replace(output: string, partial: string) {
  if (!await isThere(output)) return await Deno.rename(partial, output);
  const old = siblingOf(output, "old");
  await Deno.rename(output, old);
  try {
    await Deno.rename(partial, output);
  } catch (error) {
    await Deno.rename(old, output);
    throw error;
  }
  await Deno.remove(old, { recursive: true });
}

/** Throws if the working folder is the output or somewhere in it. */
async function expectOutside(path: string) {
  const place = join(await realPlace(path), "/");
  if (!join(await realPlace("."), "/").startsWith(place)) return;
  throw inputError(
    `Cannot write "${path}": the command runs inside of it, expected another name`,
  );
}

async function expectNothingAt(path: string) {
  if (!await isThere(path)) return;
  throw inputError(
    `Cannot write "${path}": it exists, expected a new name or --overwrite`,
  );
}

/** Ends of the names that {@linkcode siblingOf} makes. */
const LEFTOVER = /^[0-9a-f]{8}\.(?:partial|old)$/;

/** A name that is free, hidden, and on the same disk, so that renaming works. */
function siblingOf(path: string, suffix: string): string {
  const unique = crypto.randomUUID().slice(0, 8);
  return hiddenBeside(path, `${unique}.${suffix}`);
}

async function writeFlushed(
  path: string,
  data: string | Uint8Array | Iterable<Uint8Array>,
) {
  using file = await Deno.open(path, { write: true, createNew: true });
  for (const piece of piecesOf(data)) await writeAll(file, piece);
  await file.sync();
}

function piecesOf(
  data: string | Uint8Array | Iterable<Uint8Array>,
): Iterable<Uint8Array> {
  if (typeof data === "string") return [new TextEncoder().encode(data)];
  return data instanceof Uint8Array ? [data] : data;
}

/**
 * Writes bytes where a file stands, however few of them the system takes at once.
 *
 * @param file The open file.
 * @param piece The bytes.
 */
export async function writeAll(
  file: Deno.FsFile,
  piece: Uint8Array,
): Promise<void> {
  for (let done = 0; done < piece.length;) {
    done += await file.write(piece.subarray(done));
  }
}
