import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { widen } from "../../lib/ops/widen.ts";
import { normals } from "../check.ts";
import { halfFloats } from "../half_floats.ts";

Deno.test(
  "widen() keeps the numbers of f16, the smallest and largest too",
  halfFloats,
  async () => {
    const gpu = await Gpu.open();
    const numbers = Float16Array.from(normals(301, 1));
    numbers.set([2 ** -24, 2 ** -14, -65504, -0, Infinity]);
    const [out] = widen(gpu.tensor([7, 43], numbers));
    deepStrictEqual([out.dtype, out.shape], ["f32", [7, 43]]);
    deepStrictEqual(await gpu.read(out), new Float32Array(numbers));
    gpu.close();
  },
);

Deno.test("widen() gives f32 back as it is", async () => {
  const gpu = await Gpu.open();
  const x = gpu.zeros([3]);
  strictEqual(widen(x)[0], x);
  gpu.close();
});

Deno.test(
  "widen() hands a gradient on where one is wanted",
  halfFloats,
  async () => {
    const gpu = await Gpu.open();
    const dout = gpu.zeros([3]);
    for (const dtype of ["f16", "f32"] as const) {
      const x = gpu.zeros([3], { dtype });
      strictEqual(widen(x)[1](dout), undefined);
      const [out, back] = widen({ ...x, tracked: true });
      strictEqual(out.tracked, true);
      strictEqual(back(dout), dout);
    }
    gpu.close();
  },
);
