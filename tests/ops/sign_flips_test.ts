import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { signFlips } from "../../lib/ops/sign_flips.ts";
import { signedNumbers } from "../signed_numbers.ts";

/** Counts by loops, adding in the kernel's order and precision. */
function counted(vectors: readonly Float32Array[], mask: number): number[] {
  const flips = vectors.map(() => 0);
  for (let at = 0; at < vectors[0]!.length; at++) {
    const own = vectors.map((x, i) => mask >> i & 1 ? x[at]! : 0);
    const sum = own.reduce((sum, value) => Math.fround(sum + value), 0);
    own.forEach((value, i) => {
      if (value < 0 && sum > 0 || value > 0 && sum < 0) flips[i]!++;
    });
  }
  return flips;
}

for (const [rows, size] of [[1, 3], [3, 5000], [13, 300]] as const) {
  Deno.test(`signFlips() counts what a loop counts, for ${rows} of ${size}`, async () => {
    const gpu = await Gpu.open();
    // Normal numbers alone: devices may take subnormal ones for zero in a sum.
    const vectors = Array.from(
      { length: rows },
      (_, seed) =>
        signedNumbers(size, seed).map((v) => Math.abs(v) < 1e-30 ? 0 : v),
    );
    const x = new Float32Array(rows * size);
    vectors.forEach((vector, i) => x.set(vector, i * size));
    const masks = Uint32Array.from(
      { length: Math.min(2 ** rows - 1, 130) },
      (_, i) => 2 ** rows - 1 - i,
    );
    const flips = signFlips(
      gpu.tensor([rows, size], x),
      gpu.tensor([masks.length], masks),
    );
    deepStrictEqual(
      [...await gpu.readCounts(flips)],
      [...masks].flatMap((mask) => counted(vectors, mask)),
    );
    gpu.close();
  });
}

Deno.test("signFlips() takes 1 to 32 vectors", async () => {
  const gpu = await Gpu.open();
  const masks = gpu.zeros([1], { dtype: "u32" });
  throws(
    () => signFlips(gpu.zeros([33, 4]), masks),
    new RangeError("Cannot mix vectors: there are 33, expected 1 to 32"),
  );
  deepStrictEqual(
    [...await gpu.readCounts(signFlips(gpu.zeros([2, 0]), masks))],
    [0, 0],
  );
  gpu.close();
});
