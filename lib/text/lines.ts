import { decodedText, type Encoding } from "./decoded_text.ts";

/** A line of a text file. */
export interface Line {
  /** Counted from 1. */
  number: number;
  /** The text without its line end. */
  text: string;
}

/** Options of {@linkcode readLines}. */
export interface ReadLinesOptions {
  /**
   * How bytes stand for letters. ISO-8859-1 is read as Windows-1252, which has
   * letters where the former has control characters, as browsers do.
   * @default {"utf-8"}
   */
  encoding?: Encoding;
}

/**
 * Reads a text file line by line, without holding all of it.
 *
 * A byte-order mark is dropped, and lines may end as on Unix or on Windows.
 *
 * @param path File to read.
 * @param options The encoding.
 * @returns The lines in order; a line end at the end of the file starts no line.
 * @throws {Failure} If the file is missing or not UTF-8 where it should be.
 */
export async function* readLines(
  path: string,
  { encoding = "utf-8" }: ReadLinesOptions = {},
): AsyncGenerator<Line> {
  let number = 0;
  let rest = "";
  for await (const chunk of decodedText(path, encoding)) {
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
