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
