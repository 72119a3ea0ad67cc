import { deepStrictEqual, ok } from "node:assert/strict";
import { stopWords } from "../../lib/text/stop_words.ts";

Deno.test("stopWords are single words in small letters without apostrophes", () => {
  deepStrictEqual([...stopWords].filter((word) => !/^[a-z]+$/.test(word)), []);
});

Deno.test("stopWords have function words and their contractions, and no others", () => {
  for (
    const word of ["the", "of", "would", "dont", "ive", "yourselves", "or"]
  ) {
    ok(stopWords.has(word), word);
  }
  for (const word of ["time", "movie", "said", "good", "make", "know"]) {
    ok(!stopWords.has(word), word);
  }
});
