import { notStrictEqual, strictEqual } from "node:assert/strict";
import { digest, digestWeights } from "../../lib/io/digest.ts";
import type { HostTensor } from "../../lib/io/safetensors.ts";

function tensor(shape: readonly number[], values: readonly number[]) {
  return { shape, data: Float32Array.from(values) };
}

function digestOf(...tensors: (readonly [string, HostTensor])[]) {
  return digestWeights(new Map(tensors));
}

Deno.test("digest() is SHA-256", () => {
  // FIPS 180-2, appendix B.1
  const abc =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  strictEqual(digest("abc"), abc);
  strictEqual(digest(new Uint8Array([97, 98, 99])), abc);
});

Deno.test("digestWeights() hashes names, shapes and bits as documented", () => {
  const expected = new Uint8Array([
    ...new TextEncoder().encode('["a",[2]]'),
    ...[0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0],
    ...new TextEncoder().encode('["b",[]]'),
    ...[0, 0, 0, 0],
  ]);
  strictEqual(
    digestOf(["b", tensor([], [0])], ["a", tensor([2], [1, -2])]),
    digest(expected),
  );
});

Deno.test("digestWeights() does not depend on order or storage", () => {
  const [a, b] = [tensor([2], [1, 2]), tensor([1], [3])];
  const expected = digestOf(["a", a], ["b", b]);
  strictEqual(digestOf(["b", b], ["a", { ...a, dtype: "F16" }]), expected);
  const longer = new Float32Array([0, 1, 2, 0]).subarray(1, 3);
  strictEqual(
    digestOf(["a", { shape: [2], data: longer }], ["b", b]),
    expected,
  );
});

Deno.test("digestWeights() changes with a name, a shape or a bit", () => {
  const expected = digestOf(["a", tensor([2], [1, 0])]);
  notStrictEqual(digestOf(["b", tensor([2], [1, 0])]), expected);
  notStrictEqual(digestOf(["a", tensor([2, 1], [1, 0])]), expected);
  notStrictEqual(digestOf(["a", tensor([2], [1, -0])]), expected);
});
