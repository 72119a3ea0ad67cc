import { inputError } from "../io/failure.ts";
import { readCsv } from "./csv.ts";
import { readJsonl } from "./jsonl.ts";
import { readParquet } from "./parquet.ts";
import type { Row } from "./row.ts";
import { readTsv } from "./tsv.ts";

/** Reader of each file format, by the end of the file's name. */
export const formats = {
  csv: readCsv,
  tsv: readTsv,
  jsonl: readJsonl,
  parquet: readParquet,
} satisfies Record<string, (path: string) => AsyncIterable<Row>>;

/**
 * Finds the format of a table file by the end of its name.
 *
 * @param path Name of the file.
 * @returns The format, or nothing if it is none of {@linkcode formats}.
 */
export function formatOf(path: string): keyof typeof formats | undefined {
  const end = /\.(\w+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(formats, end) ? end as keyof typeof formats : undefined;
}

/**
 * Reads a table file in the format that its name tells.
 *
 * @param path File that ends in .csv, .tsv, .jsonl or .parquet.
 * @returns The rows, one after the other; the file is never held whole.
 * @throws {Failure} If the name tells no format, or as the format's reader does.
 */
export function readRows(path: string): AsyncIterable<Row> {
  const format = formatOf(path);
  if (format !== undefined) return formats[format](path);
  throw inputError(
    `Cannot read "${path}": its name tells no known format, ` +
      "expected .csv, .tsv, .jsonl or .parquet at the end",
  );
}
