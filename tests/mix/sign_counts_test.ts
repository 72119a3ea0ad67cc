import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { HostTensor } from "../../lib/io/safetensors.ts";
import { countSigns } from "../../lib/mix/sign_counts.ts";
import { weightsOf } from "./made_adapter.ts";

Deno.test("countSigns() counts each tensor by itself", async () => {
  const gpu = await Gpu.open();
  const counts = await countSigns(
    gpu,
    [
      weightsOf({ up: [1, -1, 2], down: [0, 1] }),
      weightsOf({ up: [-1, 1, 0], down: [-0, 1] }),
      weightsOf({ up: [-3, -1, 1], down: [1, -1e-45] }),
    ],
    [[0, 1], [2, 1], [0, 0]],
  );
  deepStrictEqual([...counts], [
    ["down", { size: 2, opposite: [0, 1, 0], joint: [1, 1, 1] }],
    ["up", { size: 3, opposite: [2, 1, 0], joint: [2, 2, 3] }],
  ]);
  gpu.close();
});

Deno.test("countSigns() takes adapters that are too large for one go", async () => {
  const gpu = await Gpu.open();
  const size = 9_000_000;
  const large = (at: number) => {
    const data = new Float32Array(size);
    data[at] = 1;
    for (const place of [size >> 1, size - 1]) data[place] = -at;
    return { shape: [size], data };
  };
  const a: HostTensor = large(7);
  const b: HostTensor = large(-1);
  const counts = await countSigns(
    gpu,
    [new Map([["up", a], ["down", a]]), new Map([["up", a], ["down", b]])],
    [[0, 1]],
  );
  deepStrictEqual([...counts], [
    ["down", { size, opposite: [2], joint: [2] }],
    ["up", { size, opposite: [0], joint: [3] }],
  ]);
  gpu.close();
});
