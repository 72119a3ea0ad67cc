/**
 * Where sentences end, by rules that a reader can check.
 *
 * @module
 */
import { stopWords } from "./stop_words.ts";

/** Words after whose full stop no sentence begins: a name or a thing follows. */
const TITLES = words(
  `mr mrs ms messrs dr prof rev hon pres gov sen rep gen lt maj capt cmdr sgt
   supt insp st mt vs cf e.g i.e`,
);

/** Words after whose full stop none begins if a number follows. */
const NUMBERED = words("no nos vol fig figs eq sec ch p pp ca art");

/** Abbreviations that may end a sentence too. */
const ABBREVIATIONS = words(
  `inc ltd co corp plc cos bros llc jr sr esq etc al dept univ assn est approx
   jan feb apr jun jul aug sep sept oct nov dec ave blvd ph.d`,
);

/** Marks that may end a sentence, what closes it, and the space that follows. */
const END = /([.!?…]+)(["'”’»)\]]*)\s+/gu;

/** A paragraph ends: an empty line. */
const PARAGRAPH = /\n\s*\n/;

/**
 * Splits a text into sentences.
 *
 * A sentence ends at an empty line, and where `.`, `!`, `?` or `…`, with whatever
 * closes quotes and brackets, stands before white space, unless
 *
 * - a small letter follows (but in a text without capitals that says nothing, and
 *   after `!` or `?` it does so only inside quotes or brackets);
 * - the full stop is that of a title or of another word before a name ("Dr.",
 *   "vs."), or of one before a number that follows ("No. 5");
 * - it is that of another abbreviation, an initial or dotted letters ("Inc.",
 *   "J.", "U.S."), and what follows is not a capitalised function word ("The").
 *
 * @param text Any English text; see {@linkcode plainText} for web pages.
 * @returns Its sentences with something to read, without white space around them.
 */
export function sentences(text: string): string[] {
  const cased = /\p{Lu}/u.test(text);
  return text.split(PARAGRAPH)
    .flatMap((paragraph) => cut(paragraph, cased))
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
}

/** Pieces of a paragraph. */
function cut(paragraph: string, cased: boolean): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const match of paragraph.matchAll(END)) {
    const end = match.index + match[0].length;
    const before = paragraph.slice(start, match.index);
    const marks = { end: match[1]!, closing: match[2]! };
    if (!ends(before, marks, paragraph.slice(end, end + 40), cased)) continue;
    pieces.push(paragraph.slice(start, end).trim());
    start = end;
  }
  return [...pieces, paragraph.slice(start).trim()];
}

/** Whether a sentence ends between two stretches of text. */
function ends(
  before: string,
  { end, closing }: { end: string; closing: string },
  after: string,
  cased: boolean,
): boolean {
  const small = cased && /^["'“‘«([]*\p{Ll}/u.test(after);
  if (/[!?]/.test(end)) return !(small && closing !== "");
  if (small) return false;
  if (end !== ".") return true;
  const word = before.match(/[\p{L}\p{N}.]+$/u)?.[0].toLowerCase() ?? "";
  if (TITLES.has(word)) return closing !== "";
  if (NUMBERED.has(word)) return !/^\p{N}/u.test(after);
  if (!ABBREVIATIONS.has(word) && !/^(\p{L}\.)*\p{L}$/u.test(word)) return true;
  const next = after.match(/^["'“‘«([]*(\p{L}+)/u)?.[1] ?? "";
  return /^\p{Lu}/u.test(next) && stopWords.has(next.toLowerCase());
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(/\s+/));
}
