/**
 * Finds adapter directories.
 *
 * @module
 */
import { basename, join } from "node:path";
import { inputError } from "../io/failure.ts";
import { isThere } from "../io/is_there.ts";
import { PEFT_WEIGHTS } from "./peft/directory.ts";

/** How `--help` of every command that takes a number of adapters asks for them. */
export const adaptersAbout =
  "directories, owner/name of the Hub, or directories of several";

/**
 * The adapters that a command is given: each name is an adapter's directory or a
 * repository of the Hub, or a directory of adapters, which stands for all in it.
 *
 * @param paths The names, at least one.
 * @returns At least two adapters, in the order given; those found in a directory in
 * order of their names. A name that is none of the three is kept, for its reader to
 * say what it misses.
 * @throws {Failure} If there are fewer than two.
 */
export async function adapterDirectories(
  paths: readonly string[],
): Promise<string[]> {
  const found = await Promise.all(paths.map(adaptersIn));
  const all = found.flatMap((inside, i) => inside ?? paths[i]!);
  if (all.length > 1) return all;
  const [path = ""] = paths;
  if (await isAdapter(path)) {
    throw inputError(
      `Cannot compare "${path}" with others: it is one adapter, expected two or more or a directory of them`,
    );
  }
  if (await isDirectory(path)) {
    throw inputError(
      `Cannot compare the adapters in "${path}": there are ${
        found[0]?.length ?? 0
      }, expected two or more`,
    );
  }
  throw inputError(
    `Cannot read "${path}": there is no such directory, expected a directory of adapters`,
  );
}

/**
 * Adapters that are compared group by group: where several directories of adapters
 * are given, those of each, else all together.
 *
 * @param paths Names as {@linkcode adapterDirectories} takes them.
 * @returns The groups, in the order given, each under its directory's path.
 * @throws {Failure} If a group has fewer than two.
 */
export async function adapterGroups(
  paths: readonly string[],
): Promise<Map<string, string[]>> {
  const found = await Promise.all(paths.map(adaptersIn));
  const apart = found.length > 1 && found.every((inside) => inside);
  if (!apart) return new Map([[paths[0]!, await adapterDirectories(paths)]]);
  const groups = new Map<string, string[]>();
  for (const path of paths) groups.set(path, await adapterDirectories([path]));
  return groups;
}

/** The adapters in a directory, if it is no adapter itself and has any. */
async function adaptersIn(path: string): Promise<string[] | undefined> {
  if (!await isDirectory(path) || await isAdapter(path)) return undefined;
  const found: string[] = [];
  for await (const { name } of Deno.readDir(path)) {
    const inside = join(path, name);
    if (await isAdapter(inside)) found.push(inside);
  }
  return found.length > 0 ? found.sort() : undefined;
}

async function isDirectory(path: string): Promise<boolean> {
  const there = await Deno.stat(path).catch(() => undefined);
  return there?.isDirectory ?? false;
}

/** Whether this is a directory that holds an adapter, with its configuration or without. */
async function isAdapter(path: string): Promise<boolean> {
  if (!await isDirectory(path)) return false;
  for (const name of ["adapter_config.json", ...PEFT_WEIGHTS]) {
    if (await isThere(join(path, name))) return true;
  }
  return false;
}

/** Short names for directories: their last parts, or their paths if two are the same. */
export function distinctNames(directories: readonly string[]): string[] {
  const names = directories.map((path) => basename(path));
  return new Set(names).size === names.length ? names : [...directories];
}
