import { strictEqual, throws } from "node:assert/strict";
import { nthMagnitude } from "../../lib/math/nth_magnitude.ts";
import { signedNumbers } from "../signed_numbers.ts";

Deno.test("nthMagnitude() is that of the sorted magnitudes, at every place", () => {
  const values = signedNumbers(257, 1); // zeros, subnormals and ties among them
  const sorted = values.map(Math.abs).sort();
  sorted.forEach((magnitude, i) => {
    strictEqual(nthMagnitude(values, i + 1), magnitude);
  });
});

Deno.test("nthMagnitude() reads part of an array where it starts", () => {
  const part = Float32Array.of(9, -1, 5, -3).subarray(1);
  strictEqual(nthMagnitude(part, 2), 3);
});

Deno.test("nthMagnitude() refuses places that are not there", () => {
  for (const n of [0, 3, 1.5, NaN]) {
    throws(() => nthMagnitude(Float32Array.of(1, 2), n), {
      name: "RangeError",
      message:
        `Cannot choose a magnitude: the place is ${n}, expected a whole number from 1 to 2`,
    });
  }
});
