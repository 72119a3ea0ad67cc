/**
 * Rows: JSON lines, one measured thing a line.
 *
 * A line counts once its newline is there: whatever stopped a writer in the
 * middle of one, readers do not see it and the next writer cuts it off.
 *
 * @module
 */
import { dirname } from "node:path";
import { writeFileAtomic } from "./atomic.ts";
import { inputError } from "./failure.ts";
import { jsonLine } from "./json_line.ts";

const NEWLINE = 0x0a;

/** Bytes that are looked through at a time for the last whole line's end. */
const STEP = 65_536;

/**
 * Appends rows to a file in one write and flushes it.
 *
 * @param path Path of the file; it and folders on the way are made.
 * @param rows Rows that JSON can hold. One process at a time may write a file.
 * @throws {RangeError} If a row holds a number that is not finite, which JSON
 * would turn into null.
 */
export async function appendRows(
  path: string,
  rows: readonly object[],
): Promise<void> {
  if (rows.length === 0) return;
  const lines = linesOf(path, rows);
  await Deno.mkdir(dirname(path), { recursive: true });
  const access = { read: true, write: true, append: true, create: true };
  using file = await Deno.open(path, access);
  await cutTornLine(file);
  const bytes = new TextEncoder().encode(lines);
  for (let done = 0; done < bytes.length;) {
    done += await file.write(bytes.subarray(done));
  }
  await file.sync();
}

/**
 * Writes a file that has all of its rows at once, in place of what is there.
 *
 * @param path Path of the file; folders on the way are made.
 * @param rows Rows that JSON can hold.
 * @throws {RangeError} As {@linkcode appendRows} does.
 */
export async function writeRows(
  path: string,
  rows: readonly object[],
): Promise<void> {
  await writeFileAtomic(path, linesOf(path, rows));
}

/**
 * Reads every row of a file.
 *
 * @param path Path of the file.
 * @returns The rows, in the file's order; none if there is no file.
 * @throws {Failure} If a line is not a row.
 */
export async function readRows<Row extends object>(
  path: string,
): Promise<Row[]> {
  const text = await readText(path);
  const lines = text.split("\n").slice(0, -1); // what follows the last newline
  return lines.map((line, i) =>
    parseRow<Row>(`"${path}": line ${i + 1}`, line)
  );
}

function linesOf(path: string, rows: readonly object[]): string {
  return rows.map((row) => jsonLine(row, `a row to "${path}"`) + "\n").join("");
}

function parseRow<Row>(where: string, line: string): Row {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (cause) {
    throw inputError(
      `Cannot read ${where} is not JSON, expected a JSON object a line`,
      cause,
    );
  }
  if (typeof row === "object" && row !== null && !Array.isArray(row)) {
    return row as Row;
  }
  throw inputError(
    `Cannot read ${where} is ${line}, expected a JSON object a line`,
  );
}

async function readText(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}

/** Shortens a file to the end of its last whole line. */
async function cutTornLine(file: Deno.FsFile) {
  const { size } = await file.stat();
  let end = size;
  // Most files end with a newline: look at that byte alone first.
  for (let step = 1; end > 0; step = STEP) {
    const from = Math.max(0, end - step);
    const newline = (await readRange(file, from, end)).lastIndexOf(NEWLINE);
    end = from + newline + 1;
    if (newline >= 0) break;
  }
  if (end < size) await file.truncate(end);
}

async function readRange(file: Deno.FsFile, from: number, to: number) {
  const bytes = new Uint8Array(to - from);
  await file.seek(from, Deno.SeekMode.Start);
  for (let done = 0; done < bytes.length;) {
    done += await file.read(bytes.subarray(done)) ?? bytes.length;
  }
  return bytes;
}
