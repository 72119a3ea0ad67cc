import { Readable } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";
import { inputError } from "../io/failure.ts";
import { expectDistinctColumns } from "./columns.ts";
import { decodedText } from "./decoded_text.ts";
import type { Row } from "./row.ts";

/** Options of {@linkcode readCsv}. */
export interface ReadCsvOptions {
  /** Names of the columns of a file without a header line. */
  columns?: readonly string[];
}

/** A record as the parser hands it out when asked for its place too. */
interface Parsed {
  info: Info;
  record: Record<string, string>;
}

/**
 * Reads a table of comma-separated columns, whose first line names them unless
 * names are given.
 *
 * @param path File to read; cells in double quotes may span lines.
 * @param options Names of the columns.
 * @returns The rows, each with the line it ends on; empty lines are left out.
 * @throws {Failure} If the file is missing or not UTF-8, two columns have one
 * name, a quote is not closed, or a line has too few or too many columns.
 * @see RFC 4180
 */
export async function* readCsv(
  path: string,
  { columns }: ReadCsvOptions = {},
): AsyncGenerator<Row> {
  const parser = parse({
    columns: columns
      ? [...columns]
      : (header: string[]) => expectDistinctColumns(path, header),
    info: true,
    skip_empty_lines: true,
  });
  // pipe() does not hand on the errors of its source.
  Readable.from(decodedText(path))
    .on("error", (error) => parser.destroy(error))
    .pipe(parser);
  try {
    for await (const { info, record } of parser as AsyncIterable<Parsed>) {
      yield { place: `line ${info.lines}`, cells: record };
    }
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw inputError(
      `Cannot read "${path}": ${wording(cause, columns)}`,
      cause,
    );
  }
}

/** Says in our words what the parser found and what it wanted. */
function wording(error: CsvError, given: ReadCsvOptions["columns"]): string {
  const { code, lines, column, record, columns } = error as CsvError & {
    record?: unknown[];
    columns?: unknown[];
  };
  switch (code) {
    case "CSV_RECORD_INCONSISTENT_COLUMNS":
      return `line ${lines} has ${record?.length} columns, expected ` +
        (given
          ? `${given.length}: ${given.join(", ")}`
          : `${columns?.length} as in the header`);
    case "CSV_QUOTE_NOT_CLOSED":
      return `line ${lines} ends the file within quotes, expected a closing quote`;
    default:
      return `line ${lines} has misplaced quotes in column ${column}, expected them around the whole cell`;
  }
}
