import { parquetReadObjects } from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { inputError } from "../io/failure.ts";
import { openFile } from "./open_file.ts";
import type { Row } from "./row.ts";

/**
 * Reads a table in Parquet, as the Hugging Face Hub keeps its data sets.
 *
 * @param path File to read, in any compression that Parquet allows but LZO.
 * @returns The rows, counted from 1; 64-bit whole numbers become numbers.
 * @throws {Failure} If the file is missing or no Parquet.
 */
export async function* readParquet(path: string): AsyncGenerator<Row> {
  const stream = (await openFile(path)).readable;
  const file = await new Response(stream).arrayBuffer();
  const rows = await parquetReadObjects({ file, compressors })
    .catch((cause) => {
      throw inputError(
        `Cannot read "${path}": its bytes are not Parquet, expected a Parquet file`,
        cause,
      );
    });
  for (const [i, row] of rows.entries()) {
    const cells = Object.entries(row).map(([column, cell]) => [
      column,
      typeof cell === "bigint" ? Number(cell) : cell,
    ]);
    yield { place: `row ${i + 1}`, cells: Object.fromEntries(cells) };
  }
}
