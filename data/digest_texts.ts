import { digest } from "../lib/io/digest.ts";
import type { Columns } from "../lib/text/columns.ts";
import { columnsOf } from "../lib/text/examples.ts";
import { readRows } from "../lib/text/formats.ts";

/**
 * SHA-256 of the texts of a table file, by which a copy of it is known.
 *
 * Which texts there are is all that counts: neither the file's name and format nor
 * the order of its rows, their labels and white space.
 *
 * @param path File that ends in .csv, .tsv, .jsonl or .parquet.
 * @returns 64 hexadecimal digits.
 * @throws {Failure} If it is missing, of another format or broken, or if it lacks a
 * column.
 */
export async function digestTexts(path: string): Promise<string> {
  const texts = new Set<string>();
  let columns: Columns | undefined;
  for await (const row of readRows(path)) {
    columns ??= columnsOf(path, row);
    const { text, pair } = columns;
    const cells = [row.cells[text], pair && row.cells[pair]];
    texts.add(digest(JSON.stringify(cells.map(spaced))));
  }
  return digest([...texts].sort().join());
}

/** What a cell says, with single spaces. */
function spaced(cell: unknown): string {
  return `${cell ?? ""}`.trim().replace(/\s+/g, " ");
}
