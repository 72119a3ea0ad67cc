import { inputError } from "../io/failure.ts";
import { expectDistinctColumns } from "./columns.ts";
import { readLines } from "./lines.ts";
import type { Row } from "./row.ts";

/** Options of {@linkcode readTsv}. */
export interface ReadTsvOptions {
  /** What to do about a line that has too few columns. @default {"refuse"} */
  short?: "refuse" | "skip";
}

/**
 * Reads a table of tab-separated columns whose first line names them.
 *
 * Quotes mean nothing: GLUE's files have unpaired ones inside sentences.
 *
 * @param path File to read.
 * @param options What to do about short lines.
 * @returns The rows below the header; empty lines are left out.
 * @throws {Failure} If the file cannot be read, two columns have one name, or a
 * line has too few or too many columns.
 */
export async function* readTsv(
  path: string,
  { short = "refuse" }: ReadTsvOptions = {},
): AsyncGenerator<Row> {
  let columns: string[] | undefined;
  for await (const { number, text } of readLines(path)) {
    if (text === "") continue;
    const cells = text.split("\t");
    if (columns === undefined) {
      columns = expectDistinctColumns(path, cells);
      continue;
    }
    if (short === "skip" && cells.length < columns.length) continue;
    if (cells.length !== columns.length) {
      throw inputError(
        `Cannot read "${path}": line ${number} has ${cells.length} columns, ` +
          `expected ${columns.length} as in the header`,
      );
    }
    yield {
      place: `line ${number}`,
      cells: Object.fromEntries(
        columns.map((column, i) => [column, cells[i]!]),
      ),
    };
  }
}
