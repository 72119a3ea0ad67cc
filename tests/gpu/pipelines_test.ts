import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { affine, step } from "./affine.ts";

Deno.test("tensors go where their names say, in whatever order", async () => {
  const gpu = await Gpu.open();
  const five = gpu.tensor([1], new Float32Array([5]));
  const two = gpu.tensor([1], new Float32Array([2]));
  const [first, second] = [gpu.empty([1]), gpu.empty([1])];
  const params = { count: 1, factor: 0, shift: 0 };
  const subtract = (bind: Parameters<Gpu["run"]>[2]["bind"]) =>
    gpu.run(affine, "subtract", { params, bind });
  subtract({ a: five, b: two, out: first });
  gpu.copy(first, second);
  subtract({ b: five, a: two, out: first }); // the same tensors in a row
  deepStrictEqual(await gpu.read(second), new Float32Array([3]));
  deepStrictEqual(await gpu.read(first), new Float32Array([-3]));
  gpu.close();
});

Deno.test("views of one memory are told apart by place and size", async () => {
  const gpu = await Gpu.open();
  const whole = gpu.zeros([192]);
  for (const i of [0, 1, 2]) step(gpu, gpu.view(whole, [64], 64 * i), 1, 1);
  const numbers = await gpu.read(whole);
  deepStrictEqual(numbers, new Float32Array(192).fill(1));
  gpu.close();
});
