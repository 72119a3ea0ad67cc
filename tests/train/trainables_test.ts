import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import type { HostTensor } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { trainables, trainedWeights } from "../../lib/train/trainables.ts";

const tensor = (count: number, value: number): HostTensor => ({
  shape: [count],
  data: new Float32Array(count).fill(value),
});

const weights = new Map([
  ["encoder.layer.0.output.LayerNorm.weight", tensor(3, 1)],
  ["heads.1.bias", tensor(2, 2)],
  ["heads.1.weight", tensor(70, 3)],
  ["lm_head.layer_norm.weight", tensor(4, 4)],
  ["encoder.layer.0.attention.self.query.lora_A", tensor(5, 5)],
  ["cls.predictions.bias", tensor(6, 6)],
]);

Deno.test("trainables() puts what decays first: all but biases and normalisations", async () => {
  const gpu = await Gpu.open();
  const { layout, decayed } = trainables(gpu, weights);
  deepStrictEqual([...layout.places.keys()], [
    "heads.1.weight",
    "encoder.layer.0.attention.self.query.lora_A",
    "encoder.layer.0.output.LayerNorm.weight",
    "heads.1.bias",
    "lm_head.layer_norm.weight",
    "cls.predictions.bias",
  ]);
  strictEqual(decayed, 128 + 64);
  strictEqual(layout.size, decayed + 4 * 64);
  gpu.close();
});

Deno.test("trainables() starts with gradients and moments of zero", async () => {
  const gpu = await Gpu.open();
  const { grads, first, second } = trainables(gpu, weights);
  for (const tensor of [grads, first, second]) {
    ok((await gpu.read(tensor)).every((v) => v === 0));
  }
  gpu.close();
});

Deno.test("trainedWeights() gives every tensor under its name", async () => {
  const gpu = await Gpu.open();
  const trained = trainables(gpu, weights);
  deepStrictEqual(
    new Map([...await trainedWeights(gpu, trained)].sort()),
    new Map([...weights].sort()),
  );
  gpu.close();
});
