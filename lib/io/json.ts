/**
 * JSON files of others: read with a clear word on what is wrong, written sorted.
 *
 * @module
 */
import { inputError } from "./failure.ts";

/**
 * Reads a JSON file.
 *
 * @param path Path of the file.
 * @param expected What the file is part of, for the error if it is missing.
 * @throws {Failure} If there is no such file or it is not JSON.
 */
export async function readJson(
  path: string,
  expected: string,
): Promise<unknown> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw inputError(
      `Cannot read "${path}": there is no such file, expected ${expected}`,
      error,
    );
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw inputError(
      `Cannot read "${path}": it is not JSON, expected a JSON file`,
      error,
    );
  }
}

/** Writes a value as Python's `json.dumps(indent=2, sort_keys=True)` does. */
export function formatJson(value: unknown): string {
  return JSON.stringify(sorted(value), null, 2) + "\n";
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a < b ? -1 : 1)
      .map(([key, item]) => [key, sorted(item)]),
  );
}
