import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { scale } from "../../lib/ops/scale.ts";
import { normals } from "../check.ts";

Deno.test("scale() and its pullback multiply by the factor", async () => {
  const gpu = await Gpu.open();
  for (const count of [1, 4, 303]) {
    const [x, dout] = [normals(count, 1), normals(count, 2)];
    const factor = -0.75; // exact, so the products are those of float32
    const [out, back] = scale(
      { ...gpu.tensor([count], x), tracked: true },
      factor,
    );
    const dx = back(gpu.tensor([count], dout))!;
    strictEqual(out.tracked, true);
    deepStrictEqual(await gpu.read(out), x.map((v) => v * factor));
    deepStrictEqual(await gpu.read(dx), dout.map((v) => v * factor));
  }
  gpu.close();
});

Deno.test("scale() by 1 passes tensors and gradients on", async () => {
  const gpu = await Gpu.open();
  const x = { ...gpu.zeros([3]), tracked: true };
  const dout = gpu.zeros([3]);
  const [out, back] = scale(x, 1);
  strictEqual(out, x);
  strictEqual(back(dout), dout);
  gpu.close();
});

Deno.test("scale() gives no gradient where none is wanted", async () => {
  const gpu = await Gpu.open();
  for (const factor of [1, 2]) {
    const [out, back] = scale(gpu.zeros([3]), factor);
    strictEqual(out.tracked, false);
    strictEqual(back(gpu.zeros([3])), undefined);
  }
  gpu.close();
});
