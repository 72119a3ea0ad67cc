import { inputError } from "../io/failure.ts";
import { readLines } from "./lines.ts";
import type { Row } from "./row.ts";

/**
 * Reads a table with a JSON object a line.
 *
 * @param path File to read.
 * @returns The rows; empty lines are left out.
 * @throws {Failure} If the file cannot be read, or a line is no JSON object.
 */
export async function* readJsonl(path: string): AsyncGenerator<Row> {
  for await (const { number, text } of readLines(path)) {
    if (text.trim() === "") continue;
    yield { place: `line ${number}`, cells: parse(path, number, text) };
  }
}

function parse(path: string, number: number, text: string): Row["cells"] {
  const wrong = (found: string, cause?: unknown) =>
    inputError(
      `Cannot read "${path}": line ${number} is ${found}, expected a JSON object`,
      cause,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw wrong("no valid JSON", cause);
  }
  if (value === null) throw wrong("null");
  if (Array.isArray(value)) throw wrong("an array");
  if (typeof value !== "object") throw wrong(`a ${typeof value}`);
  return value as Row["cells"];
}
