import { type Failure, inputError } from "../io/failure.ts";
import { type Columns, findColumns } from "./columns.ts";
import type { Example } from "./dataset.ts";
import { formatOf, formats } from "./formats.ts";
import { expectedLabel, parseLabel } from "./label.ts";
import type { Row } from "./row.ts";

/** Options of {@linkcode readExamples}. */
export interface ReadExamplesOptions {
  /** Names of the classes, in the order of their indices; without them, labels
   * must be whole numbers. */
  labels?: readonly string[] | undefined;
}

/**
 * Reads labelled examples from a table file.
 *
 * The columns are `text`, optionally `text_pair`, and `label`; where there is no
 * `text`, GLUE's own names are understood (`sentence`, `sentence1` and
 * `sentence2`, `premise` and `hypothesis`, `question` and `sentence`,
 * `question1` and `question2`). A null in place of a second text means none; an
 * empty cell is an empty second text.
 *
 * @param path File that ends in .csv, .tsv, .jsonl or .parquet.
 * @param options Names of the classes.
 * @returns The examples in the order of the file, at least one.
 * @throws {Failure} If the file is missing, of another format, empty or broken,
 * lacks a column, or has a label that is not one of the classes.
 *
 * @example
 * ```ts
 * import { readExamples } from "mixology";
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const path = await Deno.makeTempFile({ suffix: ".csv" });
 * await Deno.writeTextFile(path, "text,label\nwhat a film,good\n");
 * const labels = ["bad", "good"];
 * deepStrictEqual(await readExamples(path, { labels }), [
 *   { text: "what a film", label: 1 },
 * ]);
 * ```
 */
export async function readExamples(
  path: string,
  { labels }: ReadExamplesOptions = {},
): Promise<Example[]> {
  const examples: Example[] = [];
  let columns: Columns | undefined;
  for await (const row of readRows(path)) {
    columns ??= findColumns(row.cells);
    if (columns === undefined) throw lacksColumns(path, row);
    examples.push(example(path, row, { columns, labels }));
  }
  if (examples.length > 0) return examples;
  throw inputError(`Cannot read "${path}": it has no rows, expected some`);
}

/** The rows of the file, by the format that its name tells. */
function readRows(path: string): AsyncIterable<Row> {
  const format = formatOf(path);
  if (format !== undefined) return formats[format](path);
  throw inputError(
    `Cannot read "${path}": its name tells no known format, ` +
      "expected .csv, .tsv, .jsonl or .parquet at the end",
  );
}

function lacksColumns(path: string, { cells }: Row): Failure {
  return inputError(
    `Cannot read "${path}": its columns are ${
      Object.keys(cells).join(", ")
    }, ` +
      "expected text and label among them",
  );
}

function example(
  path: string,
  { place, cells }: Row,
  { columns, labels }: { columns: Columns } & ReadExamplesOptions,
): Example {
  const wrong = (column: string, expected: string) =>
    inputError(
      `Cannot read "${path}": ${place} has ${column} ` +
        `${JSON.stringify(cells[column] ?? null)}, expected ${expected}`,
    );
  const text = (column: string) => {
    const cell = cells[column];
    if (typeof cell === "string") return cell;
    throw wrong(column, "a text");
  };
  const label = parseLabel(cells[columns.label], labels);
  if (label === undefined) throw wrong(columns.label, expectedLabel(labels));
  const second = columns.pair !== undefined && cells[columns.pair] != null
    ? { pair: text(columns.pair) }
    : {};
  return { text: text(columns.text), ...second, label };
}
