import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { packSigns, signWords } from "../../lib/mix/sign_planes.ts";
import { signedNumbers } from "../signed_numbers.ts";

/** Packs numbers into words of their own. */
function packed(x: Float32Array): number[] {
  const planes = new Uint32Array(2 * signWords(x.length));
  packSigns(x, planes);
  return [...planes];
}

Deno.test("packSigns() gives zeros no sign and subnormals theirs", () => {
  const x = new Float32Array([1, -1, 0, -0, 1e-45, -1e-45, Infinity, -2]);
  deepStrictEqual(packed(x), [0b01010001, 0b10100010]);
});

Deno.test("packSigns() packs what a loop over the numbers packs", () => {
  const x = signedNumbers(1000, 1);
  const expected = new Uint32Array(2 * 32);
  x.forEach((v, i) => {
    if (v !== 0) expected[2 * (i >> 5) + (v > 0 ? 0 : 1)]! |= 1 << (i & 31);
  });
  deepStrictEqual(packed(x), [...expected]);
});

Deno.test("packSigns() takes nothing from before the start and beyond the end", () => {
  const ones = new Float32Array(64).fill(1);
  deepStrictEqual(packed(ones.subarray(7, 40)), [0xffffffff, 0, 1, 0]);
});

Deno.test("packSigns() writes the words of its numbers only", () => {
  const planes = new Uint32Array(6).fill(7);
  packSigns(new Float32Array(33), planes);
  deepStrictEqual([...planes], [0, 0, 0, 0, 7, 7]);
});

Deno.test("signWords() counts a part of a word as one", () => {
  strictEqual(signWords(0), 0);
  strictEqual(signWords(32), 1);
  strictEqual(signWords(33), 2);
});
