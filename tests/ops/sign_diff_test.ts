import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Tensor } from "../../lib/gpu/tensor.ts";
import { packSigns, signWords } from "../../lib/mix/sign_planes.ts";
import { signDiff } from "../../lib/ops/sign_diff.ts";
import { signedNumbers } from "../signed_numbers.ts";

/** Sends the signs of vectors of one length. */
function planesOf(gpu: Gpu, vectors: readonly Float32Array[]): Tensor {
  const words = signWords(vectors[0]!.length);
  const planes = new Uint32Array(2 * words * vectors.length);
  vectors.forEach((x, row) => packSigns(x, planes.subarray(2 * words * row)));
  return gpu.tensor([vectors.length, words, 2], planes);
}

/** Counts by loops, in the kernel's order. */
function counted(
  vectors: readonly Float32Array[],
  segments: readonly (readonly number[])[],
  firsts: number,
): number[] {
  return segments.flatMap(([from = 0, to = 0]) => {
    const cut = vectors.map((x) => x.subarray(32 * from, 32 * to));
    return cut.slice(0, firsts).flatMap((a) =>
      cut.flatMap((b) => {
        const signs = a.map((v, at) => Math.sign(v) * Math.sign(b[at]!));
        return [
          signs.filter((sign) => sign < 0).length,
          signs.filter((sign) => sign !== 0).length,
        ];
      })
    );
  });
}

for (const profile of ["cpu", "gpu"] as const) {
  Deno.test(`signDiff() counts what a loop over each pair and segment counts (${profile})`, async () => {
    const gpu = await Gpu.open({ profile });
    const segments = [[0, 1], [1, 50], [50, 50], [60, 157]];
    const cut = gpu.tensor([4, 2], new Uint32Array(segments.flat()));
    for (const [rows, firsts] of [[1, 1], [4, 4], [9, 9], [10, 6]] as const) {
      const vectors = Array.from(
        { length: rows },
        (_, seed) => signedNumbers(5000, seed),
      );
      const options = rows === firsts ? {} : { firsts };
      const counts = signDiff(planesOf(gpu, vectors), {
        segments: cut,
        ...options,
      });
      deepStrictEqual(
        [...await gpu.readCounts(counts)],
        counted(vectors, segments, firsts),
      );
    }
    gpu.close();
  });
}

Deno.test("signDiff() counts more segments than a device starts workgroups", async () => {
  const gpu = await Gpu.open();
  const [a, b] = [new Float32Array(32), new Float32Array(32)];
  [a[0], a[1], b[0], b[1]] = [1, 2, -1, 3];
  // The last segments are empty, so that what was counted before would show.
  const segments = new Uint32Array(2 * 66_000).fill(1);
  for (let s = 0; s < 65_536; s++) segments[2 * s] = 0;
  const counts = await gpu.readCounts(signDiff(planesOf(gpu, [a, b]), {
    segments: gpu.tensor([66_000, 2], segments),
    firsts: 1,
  }));
  const last = 4 * 65_536;
  deepStrictEqual(new Set(counts.subarray(0, last)), new Set([0, 1, 2]));
  deepStrictEqual(new Set(counts.subarray(last)), new Set([0]));
  gpu.close();
});

Deno.test("signDiff() refuses shapes that do not fit, and rows that are not there", async () => {
  const gpu = await Gpu.open();
  const planes = gpu.zeros([2, 1, 2], { dtype: "u32" });
  const segments = gpu.zeros([1, 2], { dtype: "u32" });
  throws(
    () => signDiff(planes, { segments: gpu.zeros([2, 3], { dtype: "u32" }) }),
    new RangeError(
      "Cannot use signDiff segments: its shape is [2,3], expected [2,2]",
    ),
  );
  throws(
    () => signDiff(planes, { segments, firsts: 3 }),
    new RangeError(
      "Cannot compare signs: firsts is 3, expected a whole number from 0 to 2",
    ),
  );
  gpu.close();
});
