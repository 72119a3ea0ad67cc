import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { cutSegments } from "../../lib/ops/segments.ts";

Deno.test("cutSegments() covers every run, in blocks of at most 4096 elements", async () => {
  const gpu = await Gpu.open();
  const { count, blocks } = cutSegments(gpu, [
    { segment: 0, start: 0, size: 4096 },
    { segment: 2, start: 4160, size: 4097 },
    { segment: 0, start: 9000, size: 1 },
    { segment: 1, start: 9064, size: 0 },
  ]);
  strictEqual(count, 3);
  deepStrictEqual(
    [...await gpu.readCounts(blocks)],
    [0, 0, 4096, 2, 4160, 8256, 2, 8256, 8257, 0, 9000, 9001],
  );
  gpu.close();
});
