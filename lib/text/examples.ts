import { type Failure, inputError } from "../io/failure.ts";
import { type Columns, findColumns } from "./columns.ts";
import type { Example } from "./dataset.ts";
import { detached } from "./detached.ts";
import { expectedLabel, type LabelForm, parseLabel } from "./label.ts";
import type { Row } from "./row.ts";

/** How the rows of a table become examples. */
export interface ExampleForm extends LabelForm {
  /** Columns to take; found by their names if absent. */
  columns?: Columns | undefined;
}

/**
 * Turns the rows of a table into labelled examples, one at a time.
 *
 * A null in place of a second text means none; an empty cell is an empty second
 * text.
 *
 * @param rows Rows of a file.
 * @param path The file, for error messages.
 * @param form Columns, and names or codes of the classes.
 * @returns The examples in the order of the rows.
 * @throws {Failure} If a column is missing, a text is none, or a label is not one
 * of the classes.
 */
export async function* toExamples(
  rows: AsyncIterable<Row>,
  path: string,
  { columns: given, ...form }: ExampleForm = {},
): AsyncGenerator<Example> {
  let columns: Columns | undefined;
  for await (const row of rows) {
    columns ??= columnsOf(path, row, given);
    yield example(path, row, { ...form, columns });
  }
}

/**
 * The columns that make an example, all of which the row has.
 *
 * @param path The file, for error messages.
 * @param row The file's first row.
 * @param given Columns to take; found by their names if absent.
 * @returns The columns.
 * @throws {Failure} If one of them is missing.
 */
export function columnsOf(
  path: string,
  { cells }: Row,
  given?: Columns,
): Columns {
  if (!given) {
    const found = findColumns(cells);
    if (found) return found;
    throw lacksColumns(path, cells, "text and label");
  }
  const wanted = [given.text, given.pair ?? given.text, given.label];
  if (wanted.every((column) => Object.hasOwn(cells, column))) return given;
  throw lacksColumns(path, cells, [...new Set(wanted)].join(", "));
}

function lacksColumns(
  path: string,
  cells: Row["cells"],
  wanted: string,
): Failure {
  return inputError(
    `Cannot read "${path}": its columns are ${
      Object.keys(cells).join(", ")
    }, expected ${wanted} among them`,
  );
}

function example(
  path: string,
  { place, cells }: Row,
  { columns, ...form }: LabelForm & { columns: Columns },
): Example {
  const wrong = (column: string, expected: string) =>
    inputError(
      `Cannot read "${path}": ${place} has ${column} ` +
        `${JSON.stringify(cells[column] ?? null)}, expected ${expected}`,
    );
  const text = (column: string) => {
    const cell = cells[column];
    if (typeof cell === "string") return detached(cell);
    throw wrong(column, "a text");
  };
  const label = parseLabel(cells[columns.label], form);
  if (label === undefined) throw wrong(columns.label, expectedLabel(form));
  const second = columns.pair !== undefined && cells[columns.pair] != null
    ? { pair: text(columns.pair) }
    : {};
  return { text: text(columns.text), ...second, label };
}
