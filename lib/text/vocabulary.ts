/**
 * Vocabulary files of before there was a tokenizer.json.
 *
 * @module
 */
import { z } from "zod";
import { inputError } from "../io/failure.ts";
import { readLines } from "./lines.ts";
import { readTokenizerJson } from "./tokenizer_json.ts";

/** Checks a token id: the row of a table, which none has more of. */
export const tokenId = z.int().nonnegative().max(0x7fffffff);

/** Checks token ids by token. */
export const vocabulary = z.record(z.string(), tokenId);

/** Token ids by token. */
export type Vocabulary = Readonly<z.infer<typeof vocabulary>>;

/**
 * Reads a vocab.txt: a token a line, whose id is the number of the line from 0.
 *
 * @param path Path of the file.
 * @throws {Failure} If it is missing or has a token twice.
 */
export async function readVocabularyText(path: string): Promise<Vocabulary> {
  const ids = new Map<string, number>();
  for await (const { number, text } of readLines(path)) {
    if (ids.has(text)) {
      throw inputError(
        `Cannot read "${path}": line ${number} has ${
          JSON.stringify(text)
        } again, expected each token once`,
      );
    }
    ids.set(text, number - 1);
  }
  return Object.fromEntries(ids);
}

/**
 * Reads a vocab.json: ids by token.
 *
 * @param path Path of the file.
 * @throws {Failure} If it is missing or holds something else.
 */
export function readVocabularyJson(path: string): Promise<Vocabulary> {
  return readTokenizerJson(path, vocabulary);
}

/**
 * Reads a merges.txt: two pieces a line that are joined, the first lines first.
 *
 * @param path Path of the file; a line that starts with #version is left out.
 * @returns The lines.
 * @throws {Failure} If it is missing or a line does not have two pieces.
 */
export async function readMerges(path: string): Promise<string[]> {
  const merges: string[] = [];
  for await (const { number, text } of readLines(path)) {
    if (text === "" || (number === 1 && text.startsWith("#version"))) continue;
    if (!/^\S+ \S+$/.test(text)) {
      throw inputError(
        `Cannot read "${path}": line ${number} is ${
          JSON.stringify(text)
        }, expected two pieces with a space between`,
      );
    }
    merges.push(text);
  }
  return merges;
}
