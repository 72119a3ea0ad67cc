import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { tanh } from "../../lib/ops/activation.ts";
import {
  addNorm,
  chain,
  dense,
  drop,
  dropAfter,
  type Layer,
  norm,
  sum,
} from "../../lib/model/layer.ts";
import { assertClose, assertGradientOfLayer, normals } from "../check.ts";
import { sentBatch } from "./small_model.ts";

const opened = async () => {
  const gpu = await Gpu.open();
  const matrix = (seed: number, rows = 6, cols = 8) =>
    gpu.tensor([rows, cols], normals(rows * cols, seed));
  const vector = (seed: number, n = 8) => gpu.tensor([n], normals(n, seed));
  const affine = (seed: number) =>
    dense({
      weight: { value: matrix(seed, 8, 8) },
      bias: { value: vector(seed + 1) },
    });
  return { gpu, matrix, vector, affine, batch: sentBatch(gpu) };
};

Deno.test("chain() runs its layers in order, and their pullbacks in reverse", async () => {
  const { gpu, matrix, vector, affine, batch } = await opened();
  const layers = [
    affine(1),
    tanh,
    norm({
      weight: { value: vector(3) },
      bias: { value: vector(4) },
      eps: 1e-5,
    }),
    affine(5),
  ];
  let step = matrix(9);
  for (const layer of layers) [step] = layer(step, batch);
  const all = chain(...layers);
  deepStrictEqual(
    await gpu.read(all(matrix(9), batch)[0]),
    await gpu.read(step),
  );
  await assertGradientOfLayer((x) => all(x, batch), matrix(9), {
    tolerance: 1e-2,
  });
  gpu.close();
});

Deno.test("chain() of nothing is the input itself", async () => {
  const { gpu, matrix, batch } = await opened();
  const [x, dout] = [matrix(1), matrix(2)];
  const [out, back] = chain()(x, batch);
  strictEqual(out, x);
  strictEqual(back(dout), dout);
  gpu.close();
});

Deno.test("sum() adds outputs and gradients", async () => {
  const { gpu, matrix, affine, batch } = await opened();
  const [f, g] = [affine(1), chain(affine(3), tanh)];
  const both = sum(f, g);
  const [a, b] = [
    await gpu.read(f(matrix(9), batch)[0]),
    await gpu.read(g(matrix(9), batch)[0]),
  ];
  assertClose(
    await gpu.read(both(matrix(9), batch)[0]),
    a.map((v, i) => v + b[i]!),
    { tolerance: 1e-6, what: "out" },
  );
  await assertGradientOfLayer((x) => both(x, batch), matrix(9), {
    tolerance: 1e-2,
  });
  gpu.close();
});

Deno.test("addNorm() normalises the sum and gives its gradient to both inputs", async () => {
  const { gpu, matrix, vector } = await opened();
  const params = {
    weight: { value: vector(1) },
    bias: { value: vector(2) },
    eps: 1e-5,
  };
  const join = addNorm(params);
  const batch = sentBatch(gpu);
  const [h, input] = [matrix(3), matrix(4)];
  const total = (await gpu.read(h)).map((v, i) => v + normals(48, 4)[i]!);
  const [expected] = norm(params)(gpu.tensor([6, 8], total), batch);
  assertClose(
    await gpu.read(join(h, input, batch)[0]),
    await gpu.read(expected),
    { tolerance: 1e-5, what: "out" },
  );
  for (const which of ["h", "input"] as const) {
    await assertGradientOfLayer(
      (x) => {
        const [out, back] = which === "h"
          ? join(x, input, batch)
          : join(h, x, batch);
        return [out, (dout) => back(dout)[which]];
      },
      matrix(5),
      { tolerance: 1e-2 },
    );
  }
  gpu.close();
});

Deno.test("addNorm() gives no gradient where none is wanted", async () => {
  const { gpu, matrix, vector } = await opened();
  const join = addNorm({
    weight: { value: vector(1) },
    bias: { value: vector(2) },
    eps: 1e-5,
  });
  const [h, input] = [matrix(3), matrix(4)];
  const [out, back] = join({ ...h, tracked: true }, input, sentBatch(gpu));
  strictEqual(out.tracked, true);
  const grads = back(matrix(6));
  deepStrictEqual([grads.h !== undefined, grads.input], [true, undefined]);
  gpu.close();
});

Deno.test("drop() drops in training only, each place by its own key", async () => {
  const { gpu, matrix, batch } = await opened();
  const x = matrix(1);
  strictEqual(drop(0.5)(x, batch)[0], x);
  const noisy = sentBatch(gpu, { noisy: true });
  strictEqual(drop(0)(x, noisy)[0], x);
  const [a, b] = [
    await gpu.read(drop(0.5)(x, noisy)[0]),
    await gpu.read(drop(0.5)(x, noisy)[0]),
  ];
  const zeros = (values: Float32Array) => values.map((v) => v === 0 ? 1 : 0);
  strictEqual(zeros(a).includes(1), true);
  strictEqual(`${zeros(a)}` === `${zeros(b)}`, false);
  gpu.close();
});

Deno.test("dropAfter() is a map and drop(), without the memory between", async () => {
  const { gpu, matrix, affine, batch } = await opened();
  const map = affine(1);
  const x = { ...matrix(9), tracked: true };
  const [same] = dropAfter(map, 0.5)(x, batch);
  deepStrictEqual(await gpu.read(same), await gpu.read(map(x, batch)[0]));

  const run = async (layer: Layer) => {
    const before = gpu.memory.held;
    const [out, back] = layer(x, sentBatch(gpu, { noisy: true }));
    const bytes = gpu.memory.held - before;
    const dx = back(matrix(10))!;
    return { bytes, numbers: [await gpu.read(out), await gpu.read(dx)] };
  };
  const apart = await run(chain(map, drop(0.5)));
  const together = await run(dropAfter(map, 0.5));
  deepStrictEqual(together.numbers, apart.numbers);
  strictEqual(apart.bytes - together.bytes, 256); // [6, 8] in a whole block
  gpu.close();
});
