import { deepStrictEqual, rejects } from "node:assert/strict";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { methodNames, mix } from "../../lib/mix/methods.ts";
import { assertClose } from "../check.ts";
import { numbersOf } from "./made_adapter.ts";
import { effectOf, madeMembers } from "./made_members.ts";

/** A LoRA of rank 1 on one projection: B A = [b0; b1] [a0, a1]. */
function lora(a: number[], b: number[]): Weights {
  const factor = (shape: number[], numbers: number[]): HostTensor => ({
    shape,
    data: Float32Array.from(numbers),
  });
  return new Map([
    ["encoder.layer.0.attention.self.query.lora_A", factor([1, 2], a)],
    ["encoder.layer.0.attention.self.query.lora_B", factor([2, 1], b)],
  ]);
}

const config = kinds.lora({ hidden: 2, width: 1, alpha: 4 });
const adapters = [lora([1, 2], [3, 4]), lora([5, 6], [7, 8])];
const members = { adapters, config };

Deno.test("linear shares coefficient times scaling between LoRA's factors", async () => {
  const gpu = await Gpu.open();
  const mixed = await mix(gpu, members, {
    method: "linear",
    coefficients: [1, 0.25],
  });
  // Square roots of 1 * 4 and 0.25 * 4.
  deepStrictEqual(mixed.weights, lora([2 + 5, 4 + 6], [6 + 7, 8 + 8]));
  deepStrictEqual(mixed.config, { ...config, alpha: 1 });
  gpu.close();
});

Deno.test("linear puts a negative coefficient's sign at A alone", async () => {
  const gpu = await Gpu.open();
  const mixed = await mix(gpu, members, {
    method: "linear",
    coefficients: [1, -0.25],
  });
  deepStrictEqual(mixed.weights, lora([2 - 5, 4 - 6], [6 + 7, 8 + 8]));
  gpu.close();
});

Deno.test("ties votes without coefficients and shares them between the factors", async () => {
  const gpu = await Gpu.open();
  const opposed = [lora([1, 2], [3, 4]), lora([-5, 6], [7, -8])];
  const mixed = await mix(gpu, { adapters: opposed, config }, {
    method: "ties",
    coefficients: [1, 0.25],
    density: 1,
  });
  deepStrictEqual(
    mixed.weights,
    lora([-5, (4 + 6) / 2], [(6 + 7) / 2, -8]),
  );
  deepStrictEqual(mixed.config, { ...config, alpha: 1 });
  gpu.close();
});

Deno.test("cat puts factors side by side, coefficient and scaling at A", async () => {
  const gpu = await Gpu.open();
  const mixed = await mix(gpu, members, {
    method: "cat",
    coefficients: [0.5, 1],
  });
  const [a, b] = [...mixed.weights.values()];
  deepStrictEqual(a!.shape, [2, 2]);
  deepStrictEqual([...a!.data], [2, 4, 20, 24]);
  deepStrictEqual(b!.shape, [2, 2]);
  deepStrictEqual([...b!.data], [3, 7, 4, 8]);
  deepStrictEqual(mixed.config, { ...config, r: 2, alpha: 2 });
  gpu.close();
});

Deno.test("cat is the exact sum of what the members add", async () => {
  const gpu = await Gpu.open();
  const made = madeMembers("lora", [1, 2, 3]);
  const mixed = await mix(gpu, made, {
    method: "cat",
    coefficients: [0.5, 0.3, 0.2],
  });
  const [one, two, three] = made.adapters.map((weights) =>
    numbersOf(effectOf({ weights, config: made.config }))
  );
  assertClose(
    numbersOf(effectOf(mixed)),
    one!.map((v, i) => 0.5 * v + 0.3 * two![i]! + 0.2 * three![i]!),
    { tolerance: 1e-6, what: "sum" },
  );
  gpu.close();
});

Deno.test("svd counts the scaling twice, average in delta space once", async () => {
  const gpu = await Gpu.open();
  // Both are multiples of the same matrix of rank 1, so nothing is cut off.
  const multiples = [lora([1, 2], [3, 4]), lora([2, 4], [3, 4])];
  const product = [3, 6, 4, 8]; // of the first; the second's is twice that
  const both = { adapters: multiples, config };
  const svd = await mix(gpu, both, {
    method: "svd",
    coefficients: [1, 0.5],
  });
  assertClose(
    numbersOf(effectOf(svd)),
    product.map((v) => 4 * 4 * (1 + 0.5 * 2) * v),
    { tolerance: 1e-6, what: "svd" },
  );
  deepStrictEqual(svd.config, { ...config, alpha: 1 });
  const mean = await mix(gpu, both, { method: "average", space: "delta" });
  assertClose(
    numbersOf(effectOf(mean)),
    product.map((v) => 4 * 1.5 * v),
    { tolerance: 1e-6, what: "average" },
  );
  deepStrictEqual(mean.config, config);
  gpu.close();
});

Deno.test("in delta space a mixture is cut back to the closest one of the members' rank", async () => {
  const gpu = await Gpu.open();
  // The mean of products diag(4, 0) and diag(0, 2) is diag(2, 1).
  const crossed = [lora([4, 0], [1, 0]), lora([0, 2], [0, 1])];
  const mean = await mix(gpu, { adapters: crossed, config }, {
    method: "average",
    space: "delta",
  });
  assertClose(numbersOf(effectOf(mean)), [8, 0, 0, 0], {
    tolerance: 1e-6,
    what: "closest",
  });
  gpu.close();
});

Deno.test("task_arithmetic in delta space starts from the reference's product", async () => {
  const gpu = await Gpu.open();
  const mixed = await mix(gpu, { adapters: [lora([1, 2], [3, 4])], config }, {
    method: "task_arithmetic",
    space: "delta",
    reference: lora([1, 2], [1, 1]),
    lambda: 0,
  });
  assertClose(numbersOf(effectOf(mixed)), [4, 8, 4, 8], {
    tolerance: 1e-6,
    what: "reference",
  });
  gpu.close();
});

Deno.test("bottlenecks are neither concatenated nor mixed in delta space", async () => {
  const gpu = await Gpu.open();
  const bottlenecks = madeMembers("pfeiffer", [1, 2]);
  const refusals = [
    [{ method: "cat" }, "concatenate adapters"],
    [{ method: "svd" }, "merge adapters by svd"],
    [{ method: "ties", space: "delta" }, "mix adapters in delta space"],
  ] as const;
  for (const [options, purpose] of refusals) {
    await rejects(mix(gpu, bottlenecks, options), {
      name: "Failure",
      message: `Cannot ${purpose}: they are bottlenecks, expected LoRAs`,
    });
  }
  gpu.close();
});

Deno.test("what is known of factors is of no use in delta space", async () => {
  const gpu = await Gpu.open();
  for (const method of ["fisher", "regmean", "greedy_soup"] as const) {
    await rejects(mix(gpu, members, { method, space: "delta" }), {
      name: "Failure",
      message:
        "Cannot mix adapters in delta space: the method is about their own tensors, expected factor space",
    });
  }
  deepStrictEqual(methodNames.length, 15);
  gpu.close();
});
