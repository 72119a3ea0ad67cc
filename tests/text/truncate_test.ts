import { deepStrictEqual } from "node:assert/strict";
import { keptLengths } from "../../lib/text/truncate.ts";

/** Takes one token at a time from the longer; on a tie from the first. */
function oneByOne(first: number, second: number, budget: number) {
  // The odd token goes to the one that was longer at the start, so that a tie
  // on the way is broken against the other one.
  const firstIsLonger = first > second;
  while (first + second > budget) {
    const takeFirst = first === second ? !firstIsLonger : first > second;
    takeFirst ? first-- : second--;
  }
  return [first, second];
}

Deno.test("keptLengths() keeps what Hugging Face's fast tokenizers keep", () => {
  // The cases of truncation.rs: lengths 0, 2, 4 and 8 within 7 tokens.
  const cases = [
    [[0, 0], [0, 0]],
    [[0, 8], [0, 7]],
    [[2, 4], [2, 4]],
    [[2, 8], [2, 5]],
    [[4, 4], [3, 4]],
    [[4, 8], [3, 4]],
    [[8, 0], [7, 0]],
    [[8, 2], [5, 2]],
    [[8, 4], [4, 3]],
    [[8, 8], [3, 4]],
  ] as const;
  for (const [[first, second], kept] of cases) {
    deepStrictEqual(keptLengths(first, second, 7), kept);
  }
});

Deno.test("keptLengths() equals taking one token at a time", () => {
  for (let first = 0; first < 12; first++) {
    for (let second = 0; second < 12; second++) {
      for (let budget = 0; budget < 24; budget++) {
        deepStrictEqual(
          keptLengths(first, second, budget),
          oneByOne(first, second, budget),
          `${first} and ${second} within ${budget}`,
        );
      }
    }
  }
});
