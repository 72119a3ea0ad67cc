import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { normals } from "../check.ts";
import { affine, step } from "./affine.ts";

Deno.test("commands run in the order in which they were said", async () => {
  const gpu = await Gpu.open();
  const values = gpu.tensor([3], new Float32Array([1, 2, 3]));
  const copy = gpu.empty([3]);
  step(gpu, values, 2, 0);
  gpu.copy(values, copy);
  gpu.clear(values);
  step(gpu, values, 1, 7);
  step(gpu, copy, 1, 1);
  deepStrictEqual(await gpu.read(values), new Float32Array([7, 7, 7]));
  deepStrictEqual(await gpu.read(copy), new Float32Array([3, 5, 7]));
  gpu.close();
});

Deno.test("write() comes after the commands that wait, not before", async () => {
  const gpu = await Gpu.open();
  const values = gpu.tensor([2], new Float32Array([1, 2]));
  const copy = gpu.empty([2]);
  gpu.copy(values, copy);
  gpu.write(values, new Float32Array([8, 9]));
  step(gpu, values, 10, 0);
  gpu.write(copy, new Float32Array(await gpu.read(copy)).map((v) => -v));
  deepStrictEqual(await gpu.read(copy), new Float32Array([-1, -2]));
  deepStrictEqual(await gpu.read(values), new Float32Array([80, 90]));
  gpu.close();
});

Deno.test("more dispatches than one submission takes all run", async () => {
  const gpu = await Gpu.open();
  const values = gpu.zeros([5]);
  for (let i = 0; i < 3000; i++) step(gpu, values, 1, 1);
  deepStrictEqual(await gpu.read(values), new Float32Array(5).fill(3000));
  gpu.close();
});

Deno.test("a dispatch reaches beyond the largest count of workgroups", async () => {
  const gpu = await Gpu.open();
  const count = 65535 * 64 + 100;
  const values = gpu.zeros([count]);
  step(gpu, values, 1, 1);
  strictEqual((await gpu.read(values)).every((v) => v === 1), true);
  gpu.close();
});

Deno.test("more uploads than one submission takes all arrive", async () => {
  const gpu = await Gpu.open();
  const data = normals(2 ** 20, 1); // 4 MiB, so 20 are more than 64 MiB
  const total = gpu.zeros([2 ** 20]);
  for (let i = 0; i < 20; i++) {
    using _ = gpu.scope();
    data[0] = i;
    gpu.copy(gpu.tensor([2 ** 20], data), total);
  }
  strictEqual((await gpu.read(total))[0], 19);
  gpu.close();
});

Deno.test("a dispatch over nothing starts nothing", async () => {
  const gpu = await Gpu.open();
  step(gpu, gpu.zeros([0]), 1, 1);
  gpu.run(affine, "step", { params: {}, bind: {}, groups: 0 });
  gpu.flush();
  deepStrictEqual(await gpu.read(gpu.zeros([1])), new Float32Array(1));
  gpu.close();
});

Deno.test("reads that wait side by side do not disturb each other", async () => {
  const gpu = await Gpu.open();
  const tensors = [1, 2, 3].map((v) => gpu.tensor([1], new Float32Array([v])));
  const numbers = await Promise.all(tensors.map((t) => gpu.read(t)));
  deepStrictEqual(numbers.map(([v]) => v), [1, 2, 3]);
  gpu.close();
});
