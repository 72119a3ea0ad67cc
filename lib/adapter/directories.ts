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
