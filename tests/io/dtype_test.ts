import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { bytesOf, decode, dtypes, encode } from "../../lib/io/dtype.ts";

/** Every pattern of 16 bits. */
const PATTERNS = Uint16Array.from({ length: 65_536 }, (_, i) => i);

function roundTrip(values: readonly number[], dtype: (typeof dtypes)[number]) {
  const bytes = encode(Float32Array.from(values), dtype, "x");
  strictEqual(bytes.length, values.length * bytesOf(dtype));
  return [...decode(bytes.slice().buffer, dtype)];
}

Deno.test("every dtype keeps the numbers that it holds", () => {
  for (const dtype of dtypes) {
    deepStrictEqual(roundTrip([0, 1, 1, 0], dtype), [0, 1, 1, 0], dtype);
    deepStrictEqual(roundTrip([], dtype), [], dtype);
  }
  for (const dtype of ["I8", "I16", "I32", "I64"] as const) {
    deepStrictEqual(roundTrip([-128, 127], dtype), [-128, 127], dtype);
  }
  for (const dtype of ["F32", "F64"] as const) {
    const values = [0.1, -1e-40, 3e38, Infinity, NaN].map(Math.fround);
    deepStrictEqual(roundTrip(values, dtype), values, dtype);
  }
});

Deno.test("every F16 is kept bit for bit, subnormals included", () => {
  const values = decode(PATTERNS.slice().buffer, "F16");
  strictEqual(values[1], 2 ** -24);
  strictEqual(values[0x03ff], 1023 * 2 ** -24);
  strictEqual(values[0x7bff], 65504);
  const back = new Uint16Array(encode(values, "F16", "x").buffer);
  PATTERNS.forEach((bits) => {
    const same = back[bits] === bits;
    ok(same || Number.isNaN(values[bits]), `${bits} became ${back[bits]}`);
  });
});

Deno.test("every BF16 is kept bit for bit, subnormals and NaN included", () => {
  const values = decode(PATTERNS.slice().buffer, "BF16");
  strictEqual(values[1], 2 ** -133);
  strictEqual(values[0x3f80], 1);
  strictEqual(values[0xff80], -Infinity);
  deepStrictEqual(
    new Uint16Array(encode(values, "BF16", "x").buffer),
    PATTERNS,
  );
});

Deno.test("encode() rounds to the nearest, ties to even", () => {
  // F16 has 10 bits after the point, BF16 has 7.
  for (const [dtype, step] of [["F16", 2 ** -10], ["BF16", 2 ** -7]] as const) {
    deepStrictEqual(
      roundTrip([1 + 0.5 * step, 1 + 1.5 * step, 1 + 0.51 * step], dtype),
      [1, 1 + 2 * step, 1 + step],
      dtype,
    );
  }
});

Deno.test("encode() keeps a NaN whose upper bits are those of infinity", () => {
  const values = new Float32Array(new Uint32Array([0x7f800001]).buffer);
  const [bits] = new Uint16Array(encode(values, "BF16", "x").buffer);
  strictEqual(bits, 0x7fc0);
});

Deno.test("encode() takes a part of a longer array", () => {
  const part = new Float32Array([1, 2, 3, 4]).subarray(1, 3);
  for (const dtype of ["F32", "BF16", "F16", "I64"] as const) {
    const bytes = encode(part, dtype, "x");
    deepStrictEqual([...decode(bytes.slice().buffer, dtype)], [2, 3], dtype);
  }
});

Deno.test("decode() rounds what float32 cannot hold", () => {
  const large = new BigInt64Array([2n ** 24n + 1n, -5n]);
  deepStrictEqual([...decode(large.buffer, "I64")], [2 ** 24, -5]);
  const fine = new Float64Array([0.1]);
  deepStrictEqual([...decode(fine.buffer, "F64")], [Math.fround(0.1)]);
});

Deno.test("encode() throws if a number does not fit the type", () => {
  const cases = [
    ["I64", 0.5, 0],
    ["I32", NaN, 0],
    ["U8", 300, 44],
    ["I8", -129, 127],
    ["BOOL", 2, 1],
    ["F16", 65536, Infinity],
    ["U64", -1, 18446744073709552000],
  ] as const;
  for (const [dtype, value, readBack] of cases) {
    throws(
      () => encode(new Float32Array([1, value]), dtype, "w"),
      new RangeError(
        `Cannot store "w" as ${dtype}: ${value} would be read back as ${readBack}, expected numbers that ${dtype} holds`,
      ),
    );
  }
});
