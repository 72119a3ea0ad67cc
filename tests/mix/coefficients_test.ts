import { deepStrictEqual, throws } from "node:assert/strict";
import { coefficientsOf, normalised } from "../../lib/mix/coefficients.ts";

Deno.test("coefficientsOf() fills in what is usual", () => {
  deepStrictEqual(coefficientsOf(4, undefined, "mean"), Array(4).fill(0.25));
  deepStrictEqual(coefficientsOf(2, undefined, "sum"), [1, 1]);
  deepStrictEqual(coefficientsOf(2, [0.5, -3], "mean"), [0.5, -3]);
});

Deno.test("coefficientsOf() refuses another number of them, and what is no number", () => {
  throws(() => coefficientsOf(3, [1, 2], "mean"), {
    name: "Failure",
    message:
      "Cannot mix adapters: the number of weights is 2, expected 3, one for each adapter",
  });
  throws(() => coefficientsOf(2, [1, NaN], "mean"), {
    name: "Failure",
    message: "Cannot mix adapters: a weight is NaN, expected a finite number",
  });
});

Deno.test("normalised() keeps proportions and adds up to 1", () => {
  deepStrictEqual(normalised([1, 3]), [0.25, 0.75]);
  deepStrictEqual(normalised([2, -1]), [2, -1]);
});

Deno.test("normalised() refuses a sum of 0", () => {
  throws(() => normalised([1, -1]), {
    name: "Failure",
    message:
      "Cannot average adapters: the sum of the weights is 0, expected another number",
  });
});
