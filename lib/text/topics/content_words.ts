import { plainText } from "../plain_text.ts";
import { stopWords as usual } from "../stop_words.ts";
import { singular } from "./singular.ts";

/**
 * The words of a text that may tell what it is about.
 *
 * As far as the paper's tables show how their words were made: small letters;
 * apostrophes left out without splitting ("ive"); stop words left out; nouns in
 * the singular; no numbers. Words of one letter are left out too, and the marks
 * of web pages (see {@linkcode plainText}).
 *
 * @param text Any English text.
 * @param stopWords Words to leave out, in small letters and without apostrophes.
 * @returns The words in their order.
 * @see Nguyen and Le 2024, arXiv:2402.10639, tables 4 to 16
 */
export function contentWords(
  text: string,
  stopWords: ReadonlySet<string> = usual,
): string[] {
  const plain = plainText(text).toLowerCase().replace(/['’`´]/g, "");
  const words = plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words
    .filter((word) => !/\p{N}/u.test(word) && !stopWords.has(word))
    .map(singular)
    .filter((word) => word.length > 1 && !stopWords.has(word));
}
