import {
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
} from "hyparquet";
import { compressors } from "hyparquet-compressors";
import { ByteFile } from "../io/byte_file.ts";
import type { Row } from "./row.ts";

/**
 * Reads a table in Parquet, as the Hugging Face Hub keeps its data sets.
 *
 * One row group is in memory at a time; the Hub's have a thousand rows or so.
 *
 * @param path File to read, in any compression that Parquet allows but LZO.
 * @returns The rows, counted from 1; 64-bit whole numbers become numbers.
 * @throws {Failure} If the file is missing or no Parquet.
 */
export async function* readParquet(path: string): AsyncGenerator<Row> {
  using file = await ByteFile.open(path, "a Parquet file");
  let number = 0;
  for await (const row of rowsOf(file)) {
    yield { place: `row ${++number}`, cells: plain(row) };
  }
}

/** The rows of one row group after the other. */
async function* rowsOf(source: ByteFile) {
  const { file, settle } = bytesOf(source);
  const metadata: FileMetaData = await settle(parquetMetadataAsync(file));
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    yield* await settle(
      parquetReadObjects({ file, metadata, compressors, rowStart, rowEnd }),
    );
    rowStart = rowEnd;
  }
}

/**
 * The bytes of a file, read where and when they are asked for.
 *
 * Once something has failed, the library forgets what else it asked for, and
 * nobody would catch the errors that follow. So no read is answered any more
 * from then on, and `settle` waits for the one under way.
 */
function bytesOf(source: ByteFile) {
  const { promise: failure, reject: fail } = Promise.withResolvers<never>();
  failure.catch(() => {});
  let last: Promise<unknown> = Promise.resolve();
  let over = false;
  const slice = (start: number, end = source.size) =>
    new Promise<ArrayBuffer>((resolve) => {
      // Columns are asked for all at once, but a file has one place to read at.
      last = last.then(async () => {
        if (over) return;
        const { buffer } = await source.read(start, end - start);
        if (!over) resolve(buffer);
      }).catch((cause) => {
        over = true;
        fail(cause);
      });
    });
  const settle = <T>(reading: Promise<T>) =>
    Promise.race([reading, failure]).catch(async (cause) => {
      over = true;
      await last;
      throw source.problem(
        "its bytes are not Parquet",
        "a Parquet file",
        cause,
      );
    });
  return { file: { byteLength: source.size, slice }, settle };
}

/** The cells with ordinary numbers in place of 64-bit ones. */
function plain(row: Readonly<Record<string, unknown>>): Row["cells"] {
  return Object.fromEntries(
    Object.entries(row).map(([column, cell]) => [
      column,
      typeof cell === "bigint" ? Number(cell) : cell,
    ]),
  );
}
