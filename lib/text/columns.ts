import { inputError } from "../io/failure.ts";
import type { Row } from "./row.ts";

/** Which columns of a table hold the text, the second text and the label. */
export interface Columns {
  text: string;
  pair?: string;
  label: string;
}

/** Column pairs that data sets on the Hub use for two texts. */
const PAIRS = [
  ["sentence1", "sentence2"],
  ["premise", "hypothesis"],
  ["question", "sentence"],
  ["question1", "question2"],
] as const;

/**
 * Finds the columns that make an example.
 *
 * `text` and an optional `text_pair` come first; without `text`, the names that
 * GLUE's tasks use are taken.
 *
 * @param cells A row of the table; only its column names matter.
 * @returns The columns, or nothing if there is no text or no label.
 * @see Wang et al. 2019, arXiv:1804.07461 (GLUE)
 */
export function findColumns(cells: Row["cells"]): Columns | undefined {
  const has = (column: string) => Object.hasOwn(cells, column);
  const label = "label";
  if (!has(label)) return undefined;
  if (has("text")) {
    return {
      text: "text",
      ...(has("text_pair") && { pair: "text_pair" }),
      label,
    };
  }
  for (const [text, pair] of PAIRS) {
    if (has(text) && has(pair)) return { text, pair, label };
  }
  return has("sentence") ? { text: "sentence", label } : undefined;
}

/**
 * Checks that a header names no two columns alike, as one would hide the other.
 *
 * @param path The file, for the error.
 * @param header Names of the columns; several may be empty.
 * @returns The names.
 * @throws {Failure} If a name occurs twice.
 */
export function expectDistinctColumns(
  path: string,
  header: string[],
): string[] {
  const twice = header.find((name, i) =>
    name !== "" && header.indexOf(name) !== i
  );
  if (twice === undefined) return header;
  throw inputError(
    `Cannot read "${path}": two of its columns are called "${twice}", expected different names`,
  );
}
