import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { add, addGradients } from "../../lib/ops/add.ts";
import { normals } from "../check.ts";

for (const count of [1, 4, 303]) {
  Deno.test(`add() of ${count} elements is the float32 sum`, async () => {
    const gpu = await Gpu.open();
    const [a, b] = [normals(count, 1), normals(count, 2)];
    const out = add(gpu.tensor([count], a), gpu.tensor([count], b));
    deepStrictEqual(await gpu.read(out), a.map((v, i) => v + b[i]!));
    gpu.close();
  });
}

Deno.test("add() keeps the shape, and is tracked if a term is", async () => {
  const gpu = await Gpu.open();
  const [a, b] = [gpu.zeros([2, 3]), gpu.zeros([2, 3])];
  deepStrictEqual(add(a, b).shape, [2, 3]);
  strictEqual(add(a, b).tracked, false);
  strictEqual(add({ ...a, tracked: true }, b).tracked, true);
  strictEqual(add(a, { ...b, tracked: true }).tracked, true);
  gpu.close();
});

Deno.test("add() doubles a tensor that is both terms", async () => {
  const gpu = await Gpu.open();
  const a = gpu.tensor([3], new Float32Array([1, -2, 3]));
  deepStrictEqual(await gpu.read(add(a, a)), new Float32Array([2, -4, 6]));
  gpu.close();
});

Deno.test("add() throws if the shapes differ", async () => {
  const gpu = await Gpu.open();
  throws(
    () => add(gpu.zeros([2, 3]), gpu.zeros([3, 2])),
    new RangeError("Cannot use add b: its shape is [3,2], expected [2,3]"),
  );
  gpu.close();
});

Deno.test("addGradients() adds two, and passes on one or none", async () => {
  const gpu = await Gpu.open();
  const [a, b] = [
    gpu.tensor([1], new Float32Array([1])),
    gpu.tensor([1], new Float32Array([2])),
  ];
  deepStrictEqual(
    await gpu.read(addGradients(a, b)!),
    new Float32Array([3]),
  );
  strictEqual(addGradients(a, undefined), a);
  strictEqual(addGradients(undefined, b), b);
  strictEqual(addGradients(undefined, undefined), undefined);
  gpu.close();
});
