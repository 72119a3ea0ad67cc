import { deepStrictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { addSquares } from "../../lib/ops/add_squares.ts";
import { assertClose, normals } from "../check.ts";

Deno.test("addSquares() adds the squares to what is there", async () => {
  const gpu = await Gpu.open();
  for (const count of [1, 4, 301]) {
    const [x, before] = [normals(count, 1), normals(count, 2)];
    const sums = gpu.tensor([count], before);
    addSquares(gpu.tensor([count], x), sums);
    addSquares(gpu.tensor([count], x), sums);
    assertClose(
      await gpu.read(sums),
      before.map((value, i) => value + 2 * x[i]! * x[i]!),
      { tolerance: 1e-6, what: "sums" },
    );
  }
  gpu.close();
});

Deno.test("addSquares() does not change the tensor", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([2], Float32Array.of(3, -2));
  addSquares(x, gpu.zeros([2]));
  deepStrictEqual(await gpu.read(x), Float32Array.of(3, -2));
  gpu.close();
});

Deno.test("addSquares() refuses sums of another shape", async () => {
  const gpu = await Gpu.open();
  throws(() => addSquares(gpu.zeros([2]), gpu.zeros([3])), {
    name: "RangeError",
    message: "Cannot use addSquares sums: its shape is [3], expected [2]",
  });
  gpu.close();
});
