import { deepStrictEqual, rejects } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { average } from "../../lib/mix/average.ts";
import { fsdMatrix } from "../../lib/mix/fsd.ts";
import { prune } from "../../lib/mix/prune.ts";
import { mostConflicting, sparse } from "../../lib/mix/sparse.ts";
import { madeAdapter, weightsOf } from "./made_adapter.ts";

// Adapter 0 differs from the others in 3 of 8 signs in block 0, in 2 of 4 in
// block 1; adapter 1 in 2 of 8 and 1 of 4; adapter 2 in 3 of 8 and 1 of 4.
const adapters = [
  weightsOf({ "layer.0.up": [4, 3, -2, 1], "layer.1.up": [-4, 3] }),
  weightsOf({ "layer.0.up": [4, 3, 2, 1], "layer.1.up": [4, 3] }),
  weightsOf({ "layer.0.up": [4, 3, 2, -1], "layer.1.up": [1, 3] }),
];

Deno.test("mostConflicting() orders the blocks of each adapter by fraction, not count", async () => {
  const gpu = await Gpu.open();
  const { perTensor } = await fsdMatrix(gpu, adapters);
  deepStrictEqual(mostConflicting(perTensor, 0), [1, 0]);
  deepStrictEqual(mostConflicting(perTensor, 1), [0, 1]); // a tie
  deepStrictEqual(mostConflicting(perTensor, 2), [0, 1]);
  gpu.close();
});

Deno.test("sparse() prunes the chosen blocks of each adapter and averages", async () => {
  const gpu = await Gpu.open();
  const mixture = await sparse(gpu, adapters, { sparsity: 0.5, layers: 1 });
  const expected = await average(gpu, [
    weightsOf({ "layer.0.up": [4, 3, -2, 1], "layer.1.up": [-4, 0] }),
    weightsOf({ "layer.0.up": [4, 3, 0, 0], "layer.1.up": [4, 3] }),
    weightsOf({ "layer.0.up": [4, 3, 0, 0], "layer.1.up": [1, 3] }),
  ]);
  deepStrictEqual(mixture, expected);
  gpu.close();
});

Deno.test("sparse() prunes all blocks where no number is given", async () => {
  const gpu = await Gpu.open();
  const made = [1, 2, 3].map(madeAdapter);
  const pruned = await Promise.all(
    made.map((weights) => prune(gpu, weights, { sparsity: 0.8 })),
  );
  deepStrictEqual(
    await sparse(gpu, made, { sparsity: 0.8 }),
    await average(gpu, pruned),
  );
  gpu.close();
});

Deno.test("sparse() of no layers is the average", async () => {
  const gpu = await Gpu.open();
  deepStrictEqual(
    await sparse(gpu, adapters, { sparsity: 0.5, layers: 0 }),
    await average(gpu, adapters),
  );
  gpu.close();
});

Deno.test("sparse() refuses a number of layers that is none", async () => {
  const gpu = await Gpu.open();
  await rejects(sparse(gpu, adapters, { sparsity: 0.5, layers: 1.5 }), {
    name: "Failure",
    message:
      "Cannot prune adapters: layers is 1.5, expected a whole number from 0",
  });
  gpu.close();
});
