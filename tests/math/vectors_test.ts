import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  cosines,
  dot,
  meanVector,
  unitVector,
} from "../../lib/math/vectors.ts";
import { assertClose } from "../check.ts";

const vector = (...entries: number[]) => Float64Array.from(entries);

Deno.test("meanVector() is the mean entry by entry", () => {
  deepStrictEqual(meanVector([vector(1, 2), vector(3, 6)]), vector(2, 4));
  deepStrictEqual(meanVector([]), vector());
});

Deno.test("unitVector() has length 1, and keeps zeros", () => {
  assertClose(unitVector(vector(3, -4)), [0.6, -0.8], {
    tolerance: 1e-15,
    what: "entry",
  });
  deepStrictEqual(unitVector(vector(0, 0)), vector(0, 0));
});

Deno.test("dot() of vectors", () => {
  strictEqual(dot(vector(1, 2, 3), vector(4, -5, 6)), 12);
});

Deno.test("cosines() do not depend on lengths and are symmetric", () => {
  const found = cosines([vector(2, 0), vector(1, 1), vector(0, -9)]);
  assertClose(found.flat(), [
    ...[1, Math.SQRT1_2, 0],
    ...[Math.SQRT1_2, 1, -Math.SQRT1_2],
    ...[0, -Math.SQRT1_2, 1],
  ], { tolerance: 1e-15, what: "cosine" });
  strictEqual(found[0]![1], found[1]![0]);
});

Deno.test("cosines() never pass 1, and are 0 for zeros", () => {
  const third = vector(0.1, 0.2, 0.3);
  for (const row of cosines([third, third, third.map((v) => 3 * v)])) {
    for (const value of row) strictEqual(value <= 1, true);
  }
  deepStrictEqual(cosines([vector(0, 0), vector(1, 0)]), [[0, 0], [0, 1]]);
});
