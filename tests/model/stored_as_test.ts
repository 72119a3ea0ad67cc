import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { storedAs } from "../../lib/model/stored_as.ts";

Deno.test("storedAs() leaves f32 in its memory", () => {
  const data = Float32Array.of(1, 2);
  strictEqual(storedAs(data, "f32", "w"), data);
});

Deno.test("storedAs() rounds to the nearest f16, ties to even", () => {
  const data = Float32Array.of(1 + 2 ** -11, 1 + 3 * 2 ** -11, 65504, -1e-9);
  deepStrictEqual(
    storedAs(data, "f16", "w"),
    Float16Array.of(1, 1 + 2 ** -9, 65504, -0),
  );
});

Deno.test("storedAs() keeps what is infinite or no number", () => {
  const data = Float32Array.of(Infinity, NaN);
  deepStrictEqual(storedAs(data, "f16", "w"), Float16Array.of(Infinity, NaN));
});

Deno.test("storedAs() refuses a number that is too large for f16", () => {
  throws(
    () => storedAs(Float32Array.of(1, -70000), "f16", "w"),
    inputError(
      'Cannot store "w" as f16: it has -70000, expected numbers from -65504 to 65504 (or --dtype f32)',
    ),
  );
});

Deno.test("storedAs() gives back every number of f16 that was read as f32", () => {
  const bits = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
  const all = new Float16Array(bits.buffer);
  const numbers = all.filter((number) => !Number.isNaN(number));
  const back = storedAs(new Float32Array(numbers), "f16", "w");
  deepStrictEqual(
    new Uint16Array(back.buffer),
    new Uint16Array(numbers.buffer),
  );
});
