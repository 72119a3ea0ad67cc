import { deepStrictEqual, ok } from "node:assert/strict";
import { gramMatrices } from "../../lib/evaluate/gram_matrices.ts";
import { regmean } from "../../lib/mix/methods/regmean.ts";
import { assertClose } from "../check.ts";
import { loadParityCase } from "../parity.ts";
import { sharedGpu } from "../shared_gpu.ts";

const options = { firstPosition: 2, tokenBudget: 64 };

async function opened(kind: string) {
  const gpu = await sharedGpu();
  const { model, adapter, encoded } = await loadParityCase(
    gpu,
    `roberta-${kind}`,
  );
  const { weights, config, head } = adapter;
  const headed = { weights, config: config!, head: head! };
  return { gpu, model, headed, encoded };
}

for (const kind of ["pfeiffer", "houlsby", "lora"]) {
  Deno.test(`gramMatrices() of ${kind} are of every matrix, symmetric and without negative squares`, async () => {
    const { model, headed, encoded } = await opened(kind);
    const grams = await gramMatrices(model, headed, encoded, options);
    const matrices = [...headed.weights]
      .filter(([, { shape }]) => shape.length === 2);
    deepStrictEqual(
      [...grams.keys()].sort(),
      matrices.map(([name]) => name).sort(),
    );
    for (const [name, { shape: [, ins = 0] }] of matrices) {
      const { shape, data } = grams.get(name)!;
      deepStrictEqual(shape, [ins, ins], name);
      const transposed = data.map((_, at) =>
        data[at % ins * ins + Math.floor(at / ins)]!
      );
      assertClose(data, transposed, { tolerance: 1e-6, what: name });
      for (let i = 0; i < ins; i++) ok(data[i * ins + i]! >= 0, name);
    }
  });

  Deno.test(`gramMatrices() of ${kind} go into regmean()`, async () => {
    const { model, headed, encoded } = await opened(kind);
    const { weights } = headed;
    const half = new Map(
      [...weights].map(([name, tensor]) => [name, {
        ...tensor,
        data: tensor.data.map((value) => value / 2),
      }]),
    );
    const grams = [
      await gramMatrices(model, headed, encoded, options),
      await gramMatrices(model, { ...headed, weights: half }, encoded, options),
    ];
    const mixed = regmean([weights, half], { coefficients: [1, 1], grams });
    deepStrictEqual([...mixed.keys()].sort(), [...weights.keys()].sort());
    for (const [name, { data }] of mixed) {
      ok(data.every(Number.isFinite), name);
    }
  });
}

Deno.test("gramMatrices() of a LoRA's second maps are A G A, transposed at the end", async () => {
  const { model, headed, encoded } = await opened("lora");
  const grams = await gramMatrices(model, headed, encoded, options);
  const place = "encoder.layer.0.attention.self.query";
  const { shape: [rank = 0, ins = 0], data: a } = headed.weights.get(
    `${place}.lora_A`,
  )!;
  const g = grams.get(`${place}.lora_A`)!.data;
  const expected = Array.from({ length: rank * rank }, (_, at) => {
    const [p, q] = [Math.floor(at / rank), at % rank];
    let sum = 0;
    for (let i = 0; i < ins; i++) {
      for (let j = 0; j < ins; j++) {
        sum += a[p * ins + i]! * g[i * ins + j]! * a[q * ins + j]!;
      }
    }
    return sum;
  });
  assertClose(grams.get(`${place}.lora_B`)!.data, expected, {
    tolerance: 1e-5,
    what: "products",
  });
});

Deno.test("gramMatrices() are means over tokens, however the batches are cut", async () => {
  const { model, headed, encoded } = await opened("houlsby");
  const whole = await gramMatrices(model, headed, encoded, {
    ...options,
    tokenBudget: 4096,
  });
  const cut = await gramMatrices(model, headed, encoded, options);
  const both = [...encoded, ...encoded]; // twice the sum, and the same mean
  const twice = await gramMatrices(model, headed, both, options);
  for (const [name, { data }] of whole) {
    assertClose(cut.get(name)!.data, data, { tolerance: 1e-5, what: name });
    assertClose(twice.get(name)!.data, data, { tolerance: 1e-5, what: name });
  }
});
