import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { notFinite } from "../../lib/adapter/not_finite.ts";

const weights = (...numbers: number[][]) =>
  new Map(
    numbers.map((values, i) => [
      `t${i}`,
      { shape: [values.length], data: Float32Array.from(values) },
    ]),
  );

Deno.test("notFinite() finds the first number that is none or infinite", () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    deepStrictEqual(notFinite(weights([1, 2], [-0, 3, value], [NaN])), {
      name: "t1",
      value,
    });
  }
});

Deno.test("notFinite() finds nothing in finite numbers, however large or small", () => {
  strictEqual(notFinite(weights([], [3.4e38, -3.4e38, 1e-45, -0])), undefined);
});
