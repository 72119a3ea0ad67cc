/**
 * Finds adapter directories.
 *
 * @module
 */
import { basename, join } from "node:path";
import { inputError } from "../io/failure.ts";
import { isThere } from "../io/is_there.ts";
import { PEFT_WEIGHTS } from "./peft/directory.ts";

/**
 * The adapter directories that a command is given: themselves, or all those in
 * the one directory that is given.
 *
 * @param paths Adapter directories, or one directory of them.
 * @returns At least two adapter directories; found ones in order of their names.
 * @throws {Failure} If there are fewer than two.
 */
export async function adapterDirectories(
  paths: readonly string[],
): Promise<string[]> {
  if (paths.length > 1) return [...paths];
  const [parent = ""] = paths;
  const found: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(parent)) {
      const path = join(parent, name);
      if (isDirectory && await isAdapter(path)) found.push(path);
    }
  } catch (error) {
    throw inputError(
      `Cannot read "${parent}": there is no such directory, expected a directory of adapters`,
      error,
    );
  }
  if (found.length > 1) return found.sort();
  throw inputError(
    `Cannot compare the adapters in "${parent}": there are ${found.length}, expected two or more`,
  );
}

/**
 * Adapters that are compared group by group: those in each of several directories
 * of adapters, or one group as {@linkcode adapterDirectories} finds it.
 *
 * @param paths Adapter directories, or directories of them.
 * @returns The groups, in the order given, each under its directory's path.
 * @throws {Failure} If a group has fewer than two.
 */
export async function adapterGroups(
  paths: readonly string[],
): Promise<Map<string, string[]>> {
  const folders = paths.length > 1 &&
    (await Promise.all(paths.map(isFolderOfOthers))).every(Boolean);
  if (!folders) return new Map([[paths[0]!, await adapterDirectories(paths)]]);
  const groups = new Map<string, string[]>();
  for (const path of paths) groups.set(path, await adapterDirectories([path]));
  return groups;
}

/** Whether a path is here and holds no adapter itself. */
async function isFolderOfOthers(path: string): Promise<boolean> {
  return await isThere(path) && !await isAdapter(path);
}

/** Whether a directory holds an adapter, with its configuration or without. */
async function isAdapter(path: string): Promise<boolean> {
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
