import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { cutSegments, sendParts } from "../../lib/ops/segments.ts";

Deno.test("cutSegments() covers every run, in blocks of at most 4096 elements", async () => {
  const gpu = await Gpu.open();
  const { count, parts } = cutSegments(gpu, [
    { segment: 0, start: 0, size: 4096 },
    { segment: 2, start: 4160, size: 4097 },
    { segment: 0, start: 9000, size: 1 },
    { segment: 1, start: 9064, size: 0 },
  ]);
  strictEqual(count, 3);
  strictEqual(parts.length, 1);
  deepStrictEqual(
    [...await gpu.readCounts(parts[0]!.blocks)],
    [0, 0, 4096, 2, 4160, 8256, 2, 8256, 8257, 0, 9000, 9001],
  );
  gpu.close();
});

Deno.test("cutSegments() cuts runs where a part of the vector ends", async () => {
  const gpu = await Gpu.open();
  const { parts } = cutSegments(gpu, [
    { segment: 0, start: 0, size: 5 },
    { segment: 1, start: 8, size: 20 },
  ], 10);
  deepStrictEqual(parts.map(({ first }) => first), [0, 10, 20]);
  const blocks = parts.map(({ blocks }) => gpu.readCounts(blocks));
  deepStrictEqual((await Promise.all(blocks)).map((found) => [...found]), [
    [0, 0, 5, 1, 8, 10],
    [1, 10, 20],
    [1, 20, 28],
  ]);
  gpu.close();
});

Deno.test("sendParts() sends a vector in parts, and nothing as one part", async () => {
  const gpu = await Gpu.open();
  const parts = sendParts(gpu, new Float32Array([1, 2, 3, 4, 5]), 2);
  const numbers = await Promise.all(parts.map((part) => gpu.read(part)));
  deepStrictEqual(numbers.map((part) => [...part]), [[1, 2], [3, 4], [5]]);
  strictEqual(sendParts(gpu, new Float32Array(0)).length, 1);
  gpu.close();
});
