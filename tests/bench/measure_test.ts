import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { type Candidate, race } from "../../bench/measure.ts";

/** A candidate that says what each turn took, and notes its turns. */
function made(
  name: string,
  seconds: (turn: number) => number,
  turns: string[] = [],
): Candidate {
  let turn = -2; // two to warm up and to find the repetitions
  return {
    name,
    run(repetitions) {
      turns.push(name);
      return Promise.resolve(repetitions * seconds(turn++));
    },
  };
}

Deno.test("race() gives every other round the reverse order", async () => {
  const turns: string[] = [];
  const candidates = ["a", "b", "c"].map((name) => made(name, () => 1, turns));
  await race(candidates, { rounds: 4, seconds: 1 });
  const warm = "aabbcc".split("");
  deepStrictEqual(turns, [...warm, ..."abccbaabccba"]);
});

Deno.test("race() takes median and percentiles of one repetition", async () => {
  const result = await race([made("a", (turn) => turn < 0 ? 1 : turn + 1)], {
    rounds: 5,
    seconds: 1,
  });
  const { median, low, high } = result.spread("a");
  strictEqual(median, 3);
  ok(Math.abs(low - 1.4) < 1e-12 && Math.abs(high - 4.6) < 1e-12);
});

Deno.test("race() compares candidates within each round", async () => {
  // A machine that slows down hits both alike.
  const slower = (factor: number) => (turn: number) => factor * 2 ** turn;
  const result = await race([made("a", slower(1)), made("b", slower(3))], {
    rounds: 4,
    seconds: 0.25,
  });
  strictEqual(result.ratio("a", "b"), 3);
  strictEqual(result.ratio("b", "a"), 1 / 3);
});

Deno.test("race() repeats until a turn is long enough", async () => {
  const asked: number[] = [];
  const candidate: Candidate = {
    name: "a",
    run(repetitions) {
      asked.push(repetitions);
      return Promise.resolve(repetitions * 0.001);
    },
  };
  const result = await race([candidate], { rounds: 1, seconds: 0.1 });
  deepStrictEqual(asked, [1, 1, 16, 100, 100]);
  strictEqual(result.spread("a").median, 0.001);
});
