import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { quantile } from "../../lib/ops/quantile.ts";
import { cutSegments, type Run, sendParts } from "../../lib/ops/segments.ts";
import { signedNumbers } from "../signed_numbers.ts";

/** Bits of the magnitude and index of the element of a rank, by sorting. */
function reference(x: Float32Array, { start, size }: Run, rank: number) {
  const keys = new Uint32Array(x.slice(start, start + size).buffer)
    .map((bits) => bits & 0x7fffffff);
  const at = [...keys.keys()]
    .sort((i, j) => keys[i]! - keys[j]! || i - j)[rank]!;
  return [keys[at]!, start + at];
}

Deno.test("quantile() finds what sorting finds, ties in the order of index", async () => {
  const gpu = await Gpu.open();
  const x = signedNumbers(70_000, 1);
  const runs = [
    { segment: 0, start: 0, size: 5000 },
    { segment: 1, start: 5056, size: 1 },
    { segment: 2, start: 5120, size: 64_000 },
  ];
  for (const part of [70_000, 5060]) { // whole, and in parts
    const parts = sendParts(gpu, x, part);
    const segments = cutSegments(gpu, runs, part);
    for (const ranks of [[0, 0, 0], [700, 0, 40_000], [4999, 0, 63_999]]) {
      const cuts = quantile(parts, segments, new Uint32Array(ranks));
      deepStrictEqual(
        [...await gpu.readCounts(cuts)],
        runs.flatMap((run, i) => reference(x, run, ranks[i]!)),
      );
    }
  }
  gpu.close();
});

Deno.test("quantile() of a rank beyond the segment comes after each of its elements", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([3], new Float32Array([1, -Infinity, 2]));
  const segments = cutSegments(gpu, [{ segment: 0, start: 0, size: 3 }]);
  const cuts = quantile([x], segments, new Uint32Array([3]));
  deepStrictEqual((await gpu.readCounts(cuts))[0], 0xffffffff);
  gpu.close();
});

Deno.test("quantile() refuses a count of ranks that is not the segments'", async () => {
  const gpu = await Gpu.open();
  const segments = cutSegments(gpu, [{ segment: 1, start: 0, size: 3 }]);
  throws(
    () => quantile([gpu.zeros([3])], segments, new Uint32Array(1)),
    new RangeError(
      "Cannot find quantiles: there are 1 ranks, expected one for each of 2 segments",
    ),
  );
  gpu.close();
});
