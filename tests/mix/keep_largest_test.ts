import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { keepLargest } from "../../lib/mix/keep_largest.ts";
import { prune } from "../../lib/mix/prune.ts";
import { bitsOf, signedNumbers } from "../signed_numbers.ts";

Deno.test("keepLargest() keeps so many, of equal ones the last", () => {
  const values = Float32Array.of(2, -2, 3, 1, 2);
  const kept = [0, 1, 2, 3, 4, 5].map((n) => [...keepLargest(values, n)]);
  deepStrictEqual(kept, [
    [0, 0, 0, 0, 0],
    [0, 0, 3, 0, 0],
    [0, 0, 3, 0, 2],
    [0, -2, 3, 0, 2],
    [2, -2, 3, 0, 2],
    [2, -2, 3, 1, 2],
  ]);
});

Deno.test("keepLargest() removes what prune() removes", async () => {
  const gpu = await Gpu.open();
  const data = signedNumbers(64, 1);
  const weights = new Map([["layer.0.up", { shape: [64], data }]]);
  const pruned = await prune(gpu, weights, { sparsity: 0.75 });
  deepStrictEqual(
    bitsOf(keepLargest(data, 16)),
    bitsOf(pruned.get("layer.0.up")!.data),
  );
  gpu.close();
});
