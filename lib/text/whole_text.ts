import { openFile } from "./open_file.ts";

/**
 * Reads a file that is one text, such as a review or an article.
 *
 * Collections of such files mix encodings: bytes that are not UTF-8 are read as
 * Windows-1252, in which every byte has a meaning.
 *
 * @param path File to read.
 * @returns The text without a byte-order mark.
 * @throws {Failure} If there is no such file.
 */
export async function readWholeText(path: string): Promise<string> {
  const bytes = await new Response((await openFile(path)).readable).bytes();
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
