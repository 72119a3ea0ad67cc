import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { bootstrap, wilson } from "../../lib/math/interval.ts";
import { random } from "../../lib/math/random.ts";
import { mean, spearman } from "../../lib/math/stats.ts";

Deno.test("wilson() matches a hand-worked case", () => {
  // z = 2, count = 4: center (1/2 + 1/2) / 2, reach 2 sqrt(1/16 + 1/16) / 2
  const { low, high } = wilson(2, 4, 2);
  ok(Math.abs(low - (0.5 - Math.SQRT1_2 / 2)) < 1e-15);
  ok(Math.abs(high - (0.5 + Math.SQRT1_2 / 2)) < 1e-15);
});

Deno.test("wilson() keeps its ends from 0 to 1", () => {
  for (const count of [1, 3, 10, 2500]) {
    strictEqual(wilson(0, count).low, 0);
    strictEqual(wilson(count, count).high, 1);
    const { low, high } = wilson(count, count);
    ok(low > 0 && low < high);
  }
});

Deno.test("wilson() is the same for failures as for successes", () => {
  const [right, wrong] = [wilson(30, 200), wilson(170, 200)];
  ok(Math.abs(right.low - (1 - wrong.high)) < 1e-15);
  ok(Math.abs(right.high - (1 - wrong.low)) < 1e-15);
});

Deno.test("wilson() throws if the counts make no proportion", () => {
  for (const [correct, count] of [[1, 0], [3, 2], [-1, 2], [0.5, 2]] as const) {
    throws(
      () => wilson(correct, count),
      new RangeError(
        `Cannot bound the proportion: it is ${correct} of ${count}, expected a whole number from 0 to a whole number of at least 1`,
      ),
    );
  }
});

Deno.test("bootstrap() of a mean has about the width of theory", () => {
  const { normal } = random(3, "sample");
  const values = Array.from({ length: 400 }, normal);
  const { low, high } = bootstrap(values, mean, { seed: 1 });
  const center = mean(values);
  // 1.96 / sqrt(400) = 0.098 on each side.
  ok(Math.abs(center - low - 0.098) < 0.015, `low is ${low}`);
  ok(Math.abs(high - center - 0.098) < 0.015, `high is ${high}`);
});

Deno.test("bootstrap() widens with its level", () => {
  const values = [1, 5, 2, 8, 3, 9];
  const wide = bootstrap(values, mean, { seed: 1, level: 0.99 });
  const narrow = bootstrap(values, mean, { seed: 1, level: 0.5 });
  ok(wide.low < narrow.low && narrow.high < wide.high);
});

Deno.test("bootstrap() repeats with its seed", () => {
  const run = (seed: number) =>
    bootstrap([1, 5, 2, 8], mean, { seed, draws: 50 });
  deepStrictEqual(run(1), run(1));
  ok(run(1).low !== run(2).low || run(1).high !== run(2).high);
});

Deno.test("bootstrap() leaves out samples without a statistic", () => {
  // Of two pairs, half of the samples hold one pair twice: no correlation.
  const pairs = [[1, 1], [2, 2]] as const;
  const interval = bootstrap(
    pairs,
    (sample) => spearman(sample.map(([x]) => x), sample.map(([, y]) => y)),
    { seed: 1, draws: 20 },
  );
  deepStrictEqual(interval, { low: 1, high: 1 });
});

Deno.test("bootstrap() throws if there is nothing to sum up", () => {
  throws(
    () => bootstrap([], mean, { seed: 1 }),
    new RangeError(
      "Cannot bound the statistic: there are 0 items, expected some",
    ),
  );
  throws(
    () => bootstrap([1], () => NaN, { seed: 1, draws: 5 }),
    new RangeError(
      "Cannot bound the statistic: it is NaN in all of 5 samples, expected a number in some",
    ),
  );
});
