import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import {
  mean,
  pearson,
  quantile,
  ranks,
  spearman,
} from "../../lib/math/stats.ts";

function assertNear(actual: number, expected: number) {
  ok(Math.abs(actual - expected) < 1e-12, `${actual} is not ${expected}`);
}

Deno.test("mean() of a hand-worked case", () => {
  strictEqual(mean([1, 2, 6]), 3);
  strictEqual(mean([7]), 7);
});

Deno.test("mean() throws if there are no numbers", () => {
  throws(
    () => mean([]),
    new RangeError(
      "Cannot take the mean: there are 0 values, expected at least 1",
    ),
  );
});

Deno.test("quantile() uses the R-7 method", () => {
  // numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], p)
  const values = [3, 1, 4, 1, 5, 9, 2, 6];
  strictEqual(quantile(values, 0), 1);
  assertNear(quantile(values, 0.1), 1);
  assertNear(quantile(values, 0.25), 1.75);
  assertNear(quantile(values, 0.5), 3.5);
  assertNear(quantile(values, 0.9), 6.9);
  strictEqual(quantile(values, 1), 9);
  strictEqual(values[0], 3, "the values keep their order");
});

Deno.test("quantile() orders numbers by size, not by their text", () => {
  strictEqual(quantile([10, 9, 100], 0.5), 10);
});

Deno.test("quantile() throws if there is nothing, or nowhere, to look", () => {
  throws(
    () => quantile([], 0.5),
    new RangeError(
      "Cannot take the quantile: there are 0 values, expected at least 1",
    ),
  );
  for (const p of [-0.1, 50, NaN]) {
    throws(
      () => quantile([1], p),
      new RangeError(
        `Cannot take the quantile: p is ${p}, expected a number from 0 to 1`,
      ),
    );
  }
});

Deno.test("pearson() of hand-worked cases", () => {
  strictEqual(pearson([1, 2, 3], [2, 4, 6]), 1);
  strictEqual(pearson([1, 2, 3], [6, 4, 2]), -1);
  // numpy.corrcoef([1, 2, 3], [1, 2, 4])
  assertNear(pearson([1, 2, 3], [1, 2, 4]), 0.9819805060619657);
});

Deno.test("pearson() does not change under scale and shift", () => {
  const { normal } = random(1, "pearson");
  const xs = Array.from({ length: 20 }, normal);
  const ys = xs.map((x) => x + normal());
  assertNear(pearson(xs.map((x) => 5 - 3 * x), ys), -pearson(xs, ys));
});

Deno.test("pearson() is NaN where all numbers are equal", () => {
  strictEqual(pearson([0.1, 0.1, 0.1], [1, 2, 3]), NaN);
  strictEqual(pearson([1, 2, 3], [0.1, 0.1, 0.1]), NaN);
});

Deno.test("pearson() throws if the lists do not pair up", () => {
  throws(
    () => pearson([1, 2, 3], [1, 2]),
    new RangeError(
      "Cannot take the correlation: there are 3 and 2 values, expected as many of each",
    ),
  );
  throws(
    () => pearson([1], [1]),
    new RangeError(
      "Cannot take the correlation: there are 1 values, expected at least 2",
    ),
  );
});

Deno.test("ranks() gives equal numbers their mean rank", () => {
  deepStrictEqual(ranks([30, 10, 20, 20, 20]), [5, 1, 3, 3, 3]);
  deepStrictEqual(ranks([2, 2]), [1.5, 1.5]);
  deepStrictEqual(ranks([]), []);
});

Deno.test("spearman() matches SciPy, ties included", () => {
  // scipy.stats.spearmanr
  assertNear(spearman([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), 0.8207826816681233);
  assertNear(spearman([1, 1, 2, 3], [4, 2, 2, 1]), -0.8333333333333335);
});

Deno.test("spearman() sees only the order", () => {
  const xs = [0.3, 0.1, 0.7, 0.2, 0.9];
  const ys = [5, 1, 2, 4, 3];
  strictEqual(spearman(xs.map(Math.exp), ys), spearman(xs, ys));
});
