import { type ExampleForm, toExamples } from "../../lib/text/examples.ts";
import { readRows } from "../../lib/text/formats.ts";
import type { Row } from "../../lib/text/row.ts";
import type { Layout } from "../source.ts";
import { filesLayout, type PartFiles } from "./files.ts";

/**
 * A layout of table files, such as GLUE's originals or the Hub's Parquet.
 *
 * @param parts Patterns of each part's files.
 * @param form Columns, and names or codes of the classes.
 * @param rows Reader of a file's rows; by the end of the file's name if absent.
 */
export function tableLayout(
  parts: PartFiles,
  form: ExampleForm,
  rows: (path: string) => AsyncIterable<Row> = readRows,
): Layout {
  return filesLayout(parts, (path) => toExamples(rows(path), path, form));
}
