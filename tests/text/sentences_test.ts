import { deepStrictEqual } from "node:assert/strict";
import { sentences } from "../../lib/text/sentences.ts";

/** Texts with a bar where a sentence ends; the bar is not part of the text. */
const CASES: Record<string, string[]> = {
  "at full stops, question and exclamation marks": [
    "It rains.| Does it?| It does!| Well...",
    "One sentence without an end",
    "He left.|\nShe stayed.",
  ],
  "not within numbers, addresses or ellipses": [
    "Shares rose 3.5 percent to $4.20 on nasdaq.com.| Then they fell.",
    "He was ... well, late.| She was not.",
    "Version 2.0 is here.",
  ],
  "not after titles": [
    "Mr. Brown met Dr. Smith.| They talked.",
    "Spurs vs. Arsenal, e.g. The Final.",
  ],
  "not before the number of a number": [
    "No. 5 is alive.| He said no.| She left.",
    "See Fig. 2 of vol. 3.| It is a fig.| Eat it.",
  ],
  "after other abbreviations only if a function word follows": [
    "Apple Inc. Chief Executive Jobs left Apple Inc.| He was ill.",
    "He moved to the U.S.| The U.S. President stayed.",
    "J. K. Rowling wrote it in Jan. 1997.",
    "They met at 5 p.m. Tuesday.| In the U.K. they did not.",
  ],
  "behind what closes quotes and brackets": [
    '"It rains." |She said so.',
    "(It rained.) |We left.",
    "“Why?” he asked.| “Because.”",
  ],
  "in texts of small letters too": [
    "so bad !| never again .| u.s. made",
    "what a day!| i love it.| really?| yes",
  ],
  "of tokenised texts": [
    "Shares of Corp. rose .| The index fell .",
    'He said : " no " .| They left .',
  ],
  "at empty lines": [
    "A title|\n\nThe first line\nand its second line.",
  ],
};

for (const [where, texts] of Object.entries(CASES)) {
  Deno.test(`sentences() end ${where}`, () => {
    for (const text of texts) {
      const expected = text.split("|").map((one) => one.trim());
      deepStrictEqual(sentences(text.replaceAll("|", "")), expected);
    }
  });
}

Deno.test("sentences() keep every letter of the text, and nothing that is none", () => {
  const text = " Mr. X (of Y Inc.) left!!  Why? ... 'No.' \n\n -- \n\n He. ";
  const letters = (text: string) => text.replace(/[^\p{L}]/gu, "");
  deepStrictEqual(letters(sentences(text).join("")), letters(text));
  deepStrictEqual(sentences(" ... \n\n -- "), []);
  deepStrictEqual(sentences(""), []);
});
