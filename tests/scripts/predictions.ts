/**
 * Reads what `evaluate --out` writes.
 *
 * @module
 */
import { parse } from "csv-parse/sync";

/** Cells of a CSV file, line by line, header first. */
export async function readCells(path: string): Promise<string[][]> {
  return parse(await Deno.readTextFile(path));
}

/** Logits of a table of predictions, [examples, classes]. */
export async function readLogits(path: string): Promise<number[]> {
  const [, ...lines] = await readCells(path);
  return lines.flatMap((cells) => cells.slice(3).map(Number));
}
