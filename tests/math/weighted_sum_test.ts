import { deepStrictEqual } from "node:assert/strict";
import { weightedSum } from "../../lib/math/weighted_sum.ts";
import { bitsOf, signedNumbers } from "../signed_numbers.ts";

Deno.test("weightedSum() adds what is multiplied", () => {
  const [a, b] = [Float32Array.of(1, -2), Float32Array.of(4, 8)];
  deepStrictEqual(weightedSum([a, b], [2, -0.5]), Float32Array.of(0, -8));
});

Deno.test("weightedSum() of one vector at 1 is that vector, bit for bit", () => {
  const vector = signedNumbers(100, 1);
  deepStrictEqual(bitsOf(weightedSum([vector], [1])), bitsOf(vector));
});

Deno.test("weightedSum() rounds once", () => {
  const vectors = [1, 2 ** -24, 2 ** -24].map((v) => Float32Array.of(v));
  deepStrictEqual(
    weightedSum(vectors, [1, 1, 1]),
    Float32Array.of(1 + 2 ** -23), // each half a unit would be lost by itself
  );
});
