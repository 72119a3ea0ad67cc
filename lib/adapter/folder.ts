/**
 * Tells which files are in an adapter directory.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";

/** Whether a directory has a file of a name. */
export type Has = (name: string) => boolean;

/**
 * Lists a directory.
 *
 * @param directory The directory.
 * @throws {Failure} If there is no such directory.
 */
export async function filesOf(directory: string): Promise<Has> {
  const names = new Set<string>();
  try {
    for await (const { name } of Deno.readDir(directory)) names.add(name);
  } catch (error) {
    throw inputError(
      `Cannot read "${directory}": there is no such directory, expected an adapter with adapter_config.json and adapter.safetensors`,
      error,
    );
  }
  return (name) => names.has(name);
}
