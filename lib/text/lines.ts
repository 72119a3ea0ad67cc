import { inputError } from "../io/failure.ts";
import { openFile } from "./open_file.ts";

/** A line of a text file. */
export interface Line {
  /** Counted from 1. */
  number: number;
  /** The text without its line end. */
  text: string;
}

/**
 * Reads a UTF-8 text file line by line, without holding all of it.
 *
 * A byte-order mark is dropped, and lines may end as on Unix or on Windows.
 *
 * @param path File to read.
 * @returns The lines in order; a line end at the end of the file starts no line.
 * @throws {Failure} If the file is missing or not UTF-8.
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  let number = 0;
  let rest = "";
  for await (const chunk of decoded(path)) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      yield { number: ++number, text: withoutReturn(text) };
    }
  }
  if (rest !== "") yield { number: ++number, text: withoutReturn(rest) };
}

/** Drops the carriage return that Windows puts before a line end. */
function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}

/** The file's text in chunks, with the errors of reading worded for the user. */
async function* decoded(path: string): AsyncGenerator<string> {
  const file = await openFile(path);
  try {
    yield* file.readable.pipeThrough(
      new TextDecoderStream("utf-8", { fatal: true }),
    );
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw inputError(
      `Cannot read "${path}": its bytes are not UTF-8, expected UTF-8 text`,
      cause,
    );
  }
}
