import { deepStrictEqual, throws } from "node:assert/strict";
import {
  coefficientsOf,
  expectPositive,
  normalised,
} from "../../lib/mix/coefficients.ts";

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

Deno.test("expectPositive() refuses what would cancel", () => {
  expectPositive([1, 0]);
  for (
    const [coefficients, is] of [
      [[2, -1], "a weight is -1"],
      [[0, 0], "all weights are 0"],
    ] as const
  ) {
    throws(() => expectPositive(coefficients), {
      name: "Failure",
      message:
        `Cannot mix adapters by what is known of them: ${is}, expected numbers from 0 whose sum is above 0`,
    });
  }
});
