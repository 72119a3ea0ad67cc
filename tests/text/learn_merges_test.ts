import { deepStrictEqual } from "node:assert/strict";
import { learnMerges, type Word } from "../../lib/text/learn_merges.ts";

const words = (counts: Record<string, number>): Word[] =>
  Object.entries(counts).map(([word, count]) => ({ pieces: [...word], count }));

Deno.test("learnMerges() joins the most frequent pair, again and again", () => {
  // Sennrich's example, without its end-of-word signs: es 9, then est 9, lo 7.
  const dictionary = words({ low: 5, lower: 2, newest: 6, widest: 3 });
  deepStrictEqual(learnMerges(dictionary, 4), [
    ["e", "s"],
    ["es", "t"],
    ["l", "o"],
    ["lo", "w"],
  ]);
  deepStrictEqual(dictionary.map(({ pieces }) => pieces), [
    ["low"],
    ["low", "e", "r"],
    ["n", "e", "w", "est"],
    ["w", "i", "d", "est"],
  ]);
});

Deno.test("learnMerges() takes equally frequent pairs in code unit order", () => {
  const expected = [["a", "b"], ["c", "d"]];
  deepStrictEqual(learnMerges(words({ cd: 2, ab: 2 }), 9), expected);
  deepStrictEqual(learnMerges(words({ ab: 2, cd: 2 }), 9), expected);
});

Deno.test("learnMerges() joins from the left where a piece repeats", () => {
  const dictionary = words({ aaaaa: 3 });
  deepStrictEqual(learnMerges(dictionary, 1), [["a", "a"]]);
  deepStrictEqual(dictionary[0]!.pieces, ["aa", "aa", "a"]);
});

Deno.test("learnMerges() stops when no pair occurs twice", () => {
  deepStrictEqual(learnMerges(words({ ab: 1, cd: 1 }), 9), []);
});
