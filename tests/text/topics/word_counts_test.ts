import { deepStrictEqual } from "node:assert/strict";
import { countWords } from "../../../lib/text/topics/word_counts.ts";

const documents = [["b", "a", "b"], [], ["c", "b"]];

Deno.test("countWords() counts each word of each document", () => {
  deepStrictEqual(countWords(documents), {
    words: ["a", "b", "c"],
    offsets: Uint32Array.of(0, 2, 2, 4),
    ids: Uint32Array.of(1, 0, 2, 1),
    counts: Uint32Array.of(2, 1, 1, 1),
  });
});

Deno.test("countWords() leaves rare words out and documents where they are", () => {
  deepStrictEqual(countWords(documents, { minDocuments: 2 }), {
    words: ["b"],
    offsets: Uint32Array.of(0, 1, 1, 2),
    ids: Uint32Array.of(0, 0),
    counts: Uint32Array.of(2, 1),
  });
});
