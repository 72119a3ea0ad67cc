import {
  deepStrictEqual,
  notDeepStrictEqual,
  rejects,
  strictEqual,
} from "node:assert/strict";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import { prune, pruneScopes } from "../../lib/mix/prune.ts";
import { assertClose } from "../check.ts";
import { loadParityCase } from "../parity.ts";
import { bitsOf } from "../signed_numbers.ts";
import { madeAdapter, numbersOf, weightsOf } from "./made_adapter.ts";

/** Zeroes the smallest of some numbers, found by sorting; ties by index. */
function reference(numbers: readonly number[], sparsity: number): number[] {
  const removed = new Set(
    [...numbers.keys()]
      .sort((i, j) => Math.abs(numbers[i]!) - Math.abs(numbers[j]!) || i - j)
      .slice(0, Math.floor(sparsity * numbers.length)),
  );
  return numbers.map((v, i) => removed.has(i) ? 0 : v);
}

/** Bits of every tensor, in the order of the map. */
function bits(weights: Weights): [name: string, bits: number[]][] {
  return [...weights].map(([name, { data }]) => [name, bitsOf(data)]);
}

Deno.test("prune() removes the smallest weights of each tensor, the first of equal ones", async () => {
  const gpu = await Gpu.open();
  const adapter = weightsOf({ up: [1, -1, 3, 1, -0.5], down: [9, 8, 7] });
  deepStrictEqual(
    await prune(gpu, adapter, { sparsity: 0.5 }),
    weightsOf({ up: [0, -1, 3, 1, 0], down: [9, 8, 0] }),
  );
  gpu.close();
});

Deno.test("prune() of scope global looks at all tensors together", async () => {
  const gpu = await Gpu.open();
  const adapter = weightsOf({ up: [1, -1, 3, 1, -0.5], down: [9, 1, 7] });
  // Sorted by name, "down" comes first, so its 1 goes before those of "up".
  deepStrictEqual(
    await prune(gpu, adapter, { sparsity: 3 / 8, scope: "global" }),
    weightsOf({ up: [0, -1, 3, 1, 0], down: [9, 0, 7] }),
  );
  gpu.close();
});

Deno.test("prune() of scope layer looks at the tensors of each block together", async () => {
  const gpu = await Gpu.open();
  const adapter = weightsOf({
    "layer.0.down": [9, 8],
    "layer.10.up": [1, 2, 3],
    "layer.0.up": [7, 6],
    "layer.10.down": [4],
  });
  deepStrictEqual(
    await prune(gpu, adapter, { sparsity: 0.5, scope: "layer" }),
    weightsOf({
      "layer.0.down": [9, 8],
      "layer.10.up": [0, 0, 3],
      "layer.0.up": [0, 0],
      "layer.10.down": [4],
    }),
  );
  gpu.close();
});

Deno.test("prune() of scope layer needs names that tell the block", async () => {
  const gpu = await Gpu.open();
  const adapter = weightsOf({ up: [1, 2] });
  await rejects(prune(gpu, adapter, { sparsity: 0.5, scope: "layer" }), {
    name: "Failure",
    kind: "input",
    message:
      'Cannot find the block of "up": its name has no number, expected one as in "layer.3"',
  });
  gpu.close();
});

Deno.test("prune() finds what sorting finds, at any sparsity", async () => {
  const gpu = await Gpu.open();
  const adapter = madeAdapter(1);
  for (const sparsity of [0.1, 0.29, 0.5, 0.8, 0.9, 0.999]) {
    const pruned = await prune(gpu, adapter, { sparsity });
    for (const [name, { data }] of adapter) {
      deepStrictEqual(
        bitsOf(pruned.get(name)!.data),
        bitsOf(new Float32Array(reference([...data], sparsity))),
      );
    }
    deepStrictEqual(
      numbersOf(await prune(gpu, adapter, { sparsity, scope: "global" })),
      reference(numbersOf(adapter), sparsity),
    );
  }
  gpu.close();
});

for (const scope of pruneScopes) {
  Deno.test(`prune() of scope ${scope} changes no bit at 0 and leaves nothing at 1`, async () => {
    const gpu = await Gpu.open();
    const adapter = madeAdapter(2);
    const whole = await prune(gpu, adapter, { sparsity: 0, scope });
    deepStrictEqual(bits(whole), bits(adapter));
    const none = await prune(gpu, adapter, { sparsity: 1, scope });
    deepStrictEqual(
      new Set(bits(none).flatMap(([, bits]) => bits)),
      new Set([0]),
    );
    gpu.close();
  });
}

for (const name of ["roberta-pfeiffer", "roberta-lora"] as const) {
  Deno.test(`prune() at 1 leaves the model with the head: ${name}`, async () => {
    const gpu = await Gpu.open();
    const { model, adapter, encoded } = await loadParityCase(gpu, name);
    const logits = async (parts: Pick<Adapter, "config" | "weights">) => {
      const classify = adapterClassifier(model, {
        ...parts,
        head: adapter.head!,
      });
      const options = { firstPosition: 2, tokenBudget: 64 };
      return (await evaluate(gpu, classify, encoded, options)).logits;
    };
    const weights = await prune(gpu, adapter.weights, { sparsity: 1 });
    const left = await logits({ ...adapter, weights });
    assertClose(left, await logits({ weights: new Map() }), {
      tolerance: 1e-5,
      what: "logits",
    });
    notDeepStrictEqual(left, await logits(adapter));
    gpu.close();
  });
}

Deno.test("prune() of weights only leaves biases alone", async () => {
  const gpu = await Gpu.open();
  const adapter = madeAdapter(3);
  const pruned = await prune(gpu, adapter, { sparsity: 1, only: "weights" });
  for (const [name, { data }] of pruned) {
    const expected = name.endsWith("bias")
      ? adapter.get(name)!.data
      : new Float32Array(data.length);
    deepStrictEqual(bitsOf(data), bitsOf(expected));
  }
  const biases = weightsOf({ bias: [1, 2] });
  strictEqual(
    await prune(gpu, biases, { sparsity: 1, only: "weights" }),
    biases,
  );
  gpu.close();
});

Deno.test("prune() keeps how a tensor is stored", async () => {
  const gpu = await Gpu.open();
  const data = new Float32Array([1, 2]);
  const stored = new Map([["up", { shape: [2], data, dtype: "F16" as const }]]);
  const pruned = await prune(gpu, stored, { sparsity: 0.5 });
  strictEqual(pruned.get("up")!.dtype, "F16");
  gpu.close();
});

Deno.test("prune() refuses a sparsity that is no share", async () => {
  const gpu = await Gpu.open();
  await rejects(prune(gpu, madeAdapter(1), { sparsity: 90 }), {
    name: "Failure",
    kind: "input",
    message:
      "Cannot prune an adapter: sparsity is 90, expected a number from 0 to 1",
  });
  gpu.close();
});
