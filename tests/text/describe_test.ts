import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  describe,
  summarizeLengths,
  wordCount,
} from "../../lib/text/describe.ts";

Deno.test("describe() counts each text of a pair as a document", () => {
  const split = [
    { text: "It rains. It pours.", pair: "Water falls down.", label: 1 },
    { text: "Why not?", label: 1 },
  ];
  // Documents of 4, 3 and 2 words, with 2, 1 and 1 sentences.
  deepStrictEqual(describe(split, ["no", "yes"]), {
    examples: 2,
    documents: 3,
    documentLength: 3,
    sentenceLength: 9 / 4,
    sentencesPerDocument: 4 / 3,
    classes: [0, 2],
  });
});

Deno.test("describe() has means of 0 for a split without examples", () => {
  const { documentLength, sentenceLength, sentencesPerDocument } = describe(
    [],
    ["a"],
  );
  deepStrictEqual([documentLength, sentenceLength, sentencesPerDocument], [
    0,
    0,
    0,
  ]);
});

Deno.test("describe() takes line breaks of web pages for what they are", () => {
  const text = "No end<br /><br />Another one";
  strictEqual(
    describe([{ text, label: 0 }], ["a"]).sentencesPerDocument,
    2,
  );
});

Deno.test("wordCount() counts what white space separates", () => {
  strictEqual(wordCount("  a b,c\n\td - "), 4);
  strictEqual(wordCount(" "), 0);
});

Deno.test("summarizeLengths() gives median, 95th percentile and the longest", () => {
  const lengths = Array.from({ length: 101 }, (_, i) => 100 - i);
  deepStrictEqual(summarizeLengths(lengths), {
    median: 50,
    percentile95: 95,
    longest: 100,
  });
});
