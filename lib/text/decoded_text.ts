import { inputError } from "../io/failure.ts";
import { openFile } from "./open_file.ts";

/** Encodings that text files are read in. */
export type Encoding = "utf-8" | "iso-8859-1";

/**
 * Decodes a text file piece by piece, and refuses bytes that mean no letter:
 * a sign of replacement in their place would change the text unnoticed.
 *
 * @param path File to read.
 * @param encoding How bytes stand for letters.
 * @returns The text in pieces of any length, without a byte-order mark.
 * @throws {Failure} If the file is missing, or not UTF-8 where it should be.
 */
export async function* decodedText(
  path: string,
  encoding: Encoding = "utf-8",
): AsyncGenerator<string> {
  const file = await openFile(path);
  try {
    yield* file.readable.pipeThrough(
      new TextDecoderStream(encoding, { fatal: true }),
    );
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    throw inputError(
      `Cannot read "${path}": its bytes are not UTF-8, expected UTF-8 text`,
      cause,
    );
  }
}
