import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  strictEqual,
} from "node:assert/strict";
import { randomScores } from "../../../lib/mix/criteria/random_scores.ts";
import { maskOf } from "../../../lib/mix/mask.ts";
import { madeAdapter, numbersOf } from "../made_adapter.ts";

Deno.test("randomScores() depends on the seed and the names, not on the weights", () => {
  const scores = randomScores(madeAdapter(1), 3);
  deepStrictEqual(randomScores(madeAdapter(2), 3), scores);
  notDeepStrictEqual(randomScores(madeAdapter(1), 4), scores);
  const [first, second] = [...scores.values()].filter(({ shape }) =>
    shape.length > 1
  );
  notDeepStrictEqual(first!.data, second!.data);
});

Deno.test("randomScores() removes every weight about as often", () => {
  const weights = madeAdapter(1);
  const kept = numbersOf(weights).map(() => 0);
  const draws = 200;
  for (let seed = 0; seed < draws; seed++) {
    const mask = maskOf(randomScores(weights, seed), { sparsity: 0.75 });
    numbersOf(mask).forEach((one, i) => kept[i]! += one);
  }
  strictEqual(kept.reduce((sum, n) => sum + n), draws * 256 / 4);
  // 50 of 200 are expected, with a deviation of 6; five of them allow all 256.
  ok(Math.min(...kept) > 20 && Math.max(...kept) < 80);
});
