import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { inputError } from "../../lib/io/failure.ts";
import { magnitude } from "../../lib/mix/criteria/magnitude.ts";
import { masked, maskOf } from "../../lib/mix/mask.ts";
import { prune, pruneScopes } from "../../lib/mix/prune.ts";
import { bitsOf } from "../signed_numbers.ts";
import { madeAdapter, numbersOf, weightsOf } from "./made_adapter.ts";

Deno.test("maskOf() removes the lowest scores of each tensor, the first of equal ones", () => {
  const scores = weightsOf({ up: [1, -1, 3, 1, -0.5], down: [9, 8, 7] });
  deepStrictEqual(
    maskOf(scores, { sparsity: 0.6 }),
    weightsOf({ up: [0, 0, 1, 1, 0], down: [1, 1, 0] }),
  );
});

Deno.test("maskOf() takes 0 and -0 for equal scores", () => {
  const scores = weightsOf({ up: [0, -0, 0, -0] });
  deepStrictEqual(
    maskOf(scores, { sparsity: 0.5 }),
    weightsOf({ up: [0, 0, 1, 1] }),
  );
});

Deno.test("maskOf() compares within blocks, or all scores together", () => {
  const scores = weightsOf({
    "layer.0.up": [1, 6],
    "layer.0.down": [2, 3],
    "layer.1.up": [4, 5],
  });
  deepStrictEqual(
    maskOf(scores, { sparsity: 0.5, scope: "layer" }),
    weightsOf({
      "layer.0.down": [0, 1],
      "layer.0.up": [0, 1],
      "layer.1.up": [0, 1],
    }),
  );
  deepStrictEqual(
    maskOf(scores, { sparsity: 0.5, scope: "global" }),
    weightsOf({
      "layer.0.down": [0, 0],
      "layer.0.up": [0, 1],
      "layer.1.up": [1, 1],
    }),
  );
});

Deno.test("maskOf() removes as many of a tensor as it is told", () => {
  const scores = weightsOf({ up: [1, 2, 3], down: [3, 2, 1] });
  const removals = new Map([["up", 1], ["down", 2]]);
  deepStrictEqual(
    maskOf(scores, { sparsity: 0.5, removals }),
    weightsOf({ up: [0, 1, 1], down: [1, 0, 0] }),
  );
});

for (const scope of pruneScopes) {
  Deno.test(`maskOf() by magnitudes of scope ${scope} is what prune() removes`, async () => {
    const gpu = await Gpu.open();
    const adapter = madeAdapter(4);
    for (const sparsity of [0, 0.1, 0.29, 0.5, 0.8, 0.999, 1]) {
      const mask = maskOf(magnitude(adapter), { sparsity, scope });
      const expected = await prune(gpu, adapter, { sparsity, scope });
      for (const [name, { data }] of masked(adapter, mask)) {
        deepStrictEqual(bitsOf(data), bitsOf(expected.get(name)!.data), name);
      }
    }
    gpu.close();
  });

  Deno.test(`maskOf() of scope ${scope} removes exact counts, more and more of them`, () => {
    const scores = madeAdapter(5);
    const kept = (sparsity: number) =>
      numbersOf(maskOf(scores, { sparsity, scope }));
    let before = kept(0);
    deepStrictEqual(new Set(before), new Set([1]));
    for (const sparsity of [0.3, 0.5, 0.8, 1]) {
      const now = kept(sparsity);
      strictEqual(now.every((v, i) => v <= before[i]!), true, `${sparsity}`);
      const removed = now.filter((v) => v === 0).length;
      const sizes = { // two blocks of a [16, 7] matrix and 16 biases
        tensor: [112, 16, 112, 16],
        layer: [128, 128],
        global: [256],
      }[scope];
      const counts = sizes.map((n) => Math.floor(sparsity * n));
      strictEqual(removed, counts.reduce((sum, n) => sum + n));
      before = now;
    }
  });
}

Deno.test("masked() keeps tensors without a mask, and how all are stored", () => {
  const tensor = (...numbers: number[]) => ({
    shape: [numbers.length],
    data: new Float32Array(numbers),
    dtype: "F16" as const,
  });
  const weights = new Map([["up", tensor(-3, 2)], ["down", tensor(5)]]);
  const result = masked(weights, weightsOf({ up: [0, 1] }));
  deepStrictEqual(
    result,
    new Map([["up", tensor(0, 2)], ["down", tensor(5)]]),
  );
  strictEqual(result.get("down"), weights.get("down"));
});

Deno.test("maskOf() refuses shares that are none and scores that are no numbers", () => {
  throws(
    () => maskOf(madeAdapter(1), { sparsity: 1.5 }),
    inputError(
      "Cannot prune an adapter: sparsity is 1.5, expected a number from 0 to 1",
    ),
  );
  throws(
    () => maskOf(weightsOf({ up: [1, NaN] }), { sparsity: 0.5 }),
    inputError(
      'Cannot prune an adapter: a score in "up" is NaN, expected finite numbers',
    ),
  );
});
