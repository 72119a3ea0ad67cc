import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { applyMask } from "../../lib/ops/apply_mask.ts";
import { normals } from "../check.ts";
import { bitsOf } from "../signed_numbers.ts";
import { oneWorkgroup } from "./watch_runs.ts";

Deno.test("applyMask() zeroes what the mask removes and nothing else", async () => {
  const gpu = oneWorkgroup(await Gpu.open());
  for (const count of [1, 4, 301]) {
    const x = normals(count, 1);
    const mask = normals(count, 2).map((value) => value > 0 ? 1 : 0);
    const tensor = gpu.tensor([count], x);
    applyMask(tensor, gpu.tensor([count], mask));
    deepStrictEqual(
      bitsOf(await gpu.read(tensor)),
      bitsOf(x.map((value, i) => mask[i] === 0 ? 0 : value)),
    );
  }
  gpu.close();
});

Deno.test("applyMask() leaves no sign of what it removes", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([3], Float32Array.of(-1, -0, -1e38));
  applyMask(x, gpu.zeros([3]));
  deepStrictEqual(bitsOf(await gpu.read(x)), [0, 0, 0]);
  gpu.close();
});

Deno.test("applyMask() refuses a mask of another shape", async () => {
  const gpu = await Gpu.open();
  throws(() => applyMask(gpu.zeros([2]), gpu.zeros([3])), {
    name: "RangeError",
    message: "Cannot use applyMask mask: its shape is [3], expected [2]",
  });
  gpu.close();
});
