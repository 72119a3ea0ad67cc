import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { keepAbove } from "../../lib/ops/keep_above.ts";
import { cutSegments, sendParts } from "../../lib/ops/segments.ts";
import { bitsOf } from "../signed_numbers.ts";

Deno.test("keepAbove() zeroes what comes before the cut, by magnitude, then by index", async () => {
  const gpu = await Gpu.open();
  const x = new Float32Array([-1, 1, -0, 1, 3, 1, -2, 0.5]);
  const [one, two] = bitsOf(new Float32Array([1, 2]));
  const cuts = gpu.tensor([2, 2], new Uint32Array([one!, 3, two!, 6]));
  for (const part of [8, 3]) { // whole, and in parts
    const parts = sendParts(gpu, x, part);
    const segments = cutSegments(gpu, [
      { segment: 0, start: 0, size: 5 },
      { segment: 1, start: 5, size: 2 },
    ], part);
    keepAbove(parts, segments, cuts);
    const kept = await Promise.all(parts.map((part) => gpu.read(part)));
    // The last one lies in no segment.
    deepStrictEqual(
      kept.flatMap((part) => [...part]),
      [0, 0, 0, 1, 3, 0, -2, 0.5],
    );
  }
  gpu.close();
});

Deno.test("keepAbove() keeps the bits of -0 and of subnormal numbers", async () => {
  const gpu = await Gpu.open();
  const data = new Float32Array([-0, 1e-45, -1e-39, 0]);
  const x = gpu.tensor([4], data);
  const segments = cutSegments(gpu, [{ segment: 0, start: 0, size: 4 }]);
  keepAbove([x], segments, gpu.zeros([1, 2], { dtype: "u32" }));
  deepStrictEqual(bitsOf(await gpu.read(x)), bitsOf(data));
  gpu.close();
});

Deno.test("keepAbove() refuses a count of cuts that is not the segments'", async () => {
  const gpu = await Gpu.open();
  const segments = cutSegments(gpu, [{ segment: 0, start: 0, size: 4 }]);
  throws(
    () => keepAbove([gpu.zeros([4])], segments, gpu.zeros([2, 2])),
    new RangeError(
      "Cannot use keepAbove cuts: its shape is [2,2], expected [1,2]",
    ),
  );
  gpu.close();
});
