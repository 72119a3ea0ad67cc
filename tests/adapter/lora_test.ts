import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { sendParams } from "../../lib/model/arena.ts";
import { dense } from "../../lib/model/layer.ts";
import { loraAdapter } from "../../lib/adapter/lora.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import type { LoraConfig } from "../../lib/adapter/config.ts";
import { assertClose, assertGradientOfLayer, normals } from "../check.ts";
import { sentBatch } from "../model/small_model.ts";
import { trainedParams } from "../model/trained_params.ts";

const HIDDEN = 8;
const TOKENS = 12;
const RANK = 3;
const config = kinds.lora({ hidden: HIDDEN, width: RANK, alpha: 6 });
const site = { block: 0, part: "query" } as const;
const place = "encoder.layer.0.attention.self.query";
const weights = new Map([
  [`${place}.lora_A`, { shape: [RANK, HIDDEN], data: normals(24, 1) }],
  [`${place}.lora_B`, { shape: [HIDDEN, RANK], data: normals(24, 2) }],
]);
const frozenMap = { weight: normals(64, 3), bias: normals(8, 4) };

/** The frozen projection that the adapter stands beside. */
const projection = (gpu: Gpu) =>
  dense({
    weight: { value: gpu.tensor([HIDDEN, HIDDEN], frozenMap.weight) },
    bias: { value: gpu.tensor([HIDDEN], frozenMap.bias) },
  });

const adapted = (gpu: Gpu, shape: LoraConfig = config) =>
  loraAdapter(shape, HIDDEN, sendParams(gpu, weights))
    .projection!(site, projection(gpu));

Deno.test("loraAdapter() is W x + b + alpha / r B A x", async () => {
  const gpu = await Gpu.open();
  const x = normals(TOKENS * HIDDEN, 5);
  const [a, b] = [...weights.values()].map(({ data }) => data);
  const expected = Array.from({ length: TOKENS * HIDDEN }, (_, at) => {
    const [row, out] = [Math.floor(at / HIDDEN), at % HIDDEN];
    let sum = frozenMap.bias[out]!;
    for (let i = 0; i < HIDDEN; i++) {
      let weight = frozenMap.weight[out * HIDDEN + i]!;
      for (let r = 0; r < RANK; r++) {
        weight += 2 * b![out * RANK + r]! * a![r * HIDDEN + i]!;
      }
      sum += weight * x[row * HIDDEN + i]!;
    }
    return sum;
  });
  const [out] = adapted(gpu)(gpu.tensor([TOKENS, HIDDEN], x), sentBatch(gpu));
  assertClose(await gpu.read(out), expected, {
    tolerance: 1e-5,
    what: "out",
  });
  gpu.close();
});

for (const dropout of [0, 0.4]) {
  Deno.test(`loraAdapter() has its own gradient with dropout ${dropout}`, async () => {
    const gpu = await Gpu.open();
    const layer = adapted(gpu, { ...config, dropout });
    const x = gpu.tensor([TOKENS, HIDDEN], normals(TOKENS * HIDDEN, 5));
    await assertGradientOfLayer(
      (x) => layer(x, sentBatch(gpu, { noisy: true })),
      x,
      { tolerance: 1e-2 },
    );
    gpu.close();
  });
}

Deno.test("loraAdapter() drops elements of its input in training", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([TOKENS, HIDDEN], normals(TOKENS * HIDDEN, 5));
  const layer = adapted(gpu, { ...config, dropout: 0.4 });
  const out = async (noisy: boolean) =>
    await gpu.read(layer(x, sentBatch(gpu, { noisy }))[0]);
  const [quiet, noisy] = [await out(false), await out(true)];
  ok(noisy.some((v, i) => Math.abs(v - quiet[i]!) > 0.1));
  gpu.close();
});

Deno.test("loraAdapter() leaves the projection's own input whole", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([TOKENS, HIDDEN], normals(TOKENS * HIDDEN, 5));
  const zero = new Map([...weights].map(([name, { shape }]) => [
    name,
    { shape, data: new Float32Array(24) },
  ]));
  const shape = { ...config, dropout: 0.4 };
  const layer = loraAdapter(shape, HIDDEN, sendParams(gpu, zero))
    .projection!(site, projection(gpu));
  const noisy = sentBatch(gpu, { noisy: true });
  deepStrictEqual(
    await gpu.read(layer(x, noisy)[0]),
    await gpu.read(projection(gpu)(x, noisy)[0]),
  );
  gpu.close();
});

Deno.test("loraAdapter() has gradients at A and B, and none at a frozen input", async () => {
  const gpu = await Gpu.open();
  const x = normals(TOKENS * HIDDEN, 5);
  const dout = normals(TOKENS * HIDDEN, 6);
  const { params, grads } = trainedParams(gpu, weights);
  const layer = loraAdapter(config, HIDDEN, params)
    .projection!(site, projection(gpu));
  const [, back] = layer(gpu.tensor([TOKENS, HIDDEN], x), sentBatch(gpu));
  strictEqual(back(gpu.tensor([TOKENS, HIDDEN], dout)), undefined);

  // dB = 2 dout^T (x A^T)
  const [a] = [...weights.values()].map(({ data }) => data);
  const expected = Array.from({ length: HIDDEN * RANK }, (_, at) => {
    const [out, r] = [Math.floor(at / RANK), at % RANK];
    let sum = 0;
    for (let row = 0; row < TOKENS; row++) {
      let low = 0;
      for (let i = 0; i < HIDDEN; i++) {
        low += a![r * HIDDEN + i]! * x[row * HIDDEN + i]!;
      }
      sum += 2 * dout[row * HIDDEN + out]! * low;
    }
    return sum;
  });
  const found = await grads();
  assertClose(found.get(`${place}.lora_B`)!.data, expected, {
    tolerance: 1e-5,
    what: "dB",
  });
  ok(found.get(`${place}.lora_A`)!.data.every((v) => v !== 0));
  gpu.close();
});

Deno.test("loraAdapter() has a module's own rank and alpha", async () => {
  const gpu = await Gpu.open();
  const x = gpu.tensor([TOKENS, HIDDEN], normals(TOKENS * HIDDEN, 5));
  const own: LoraConfig = {
    ...config,
    r: 7,
    alpha: 1,
    attn_matrices: [],
    modules: { [place]: { r: RANK, alpha: 6 } },
  };
  const batch = sentBatch(gpu);
  deepStrictEqual(
    await gpu.read(adapted(gpu, own)(x, batch)[0]),
    await gpu.read(adapted(gpu)(x, batch)[0]),
  );
  const base = projection(gpu);
  const adapter = loraAdapter(own, HIDDEN, sendParams(gpu, weights));
  strictEqual(adapter.projection!({ block: 0, part: "key" }, base), base);
  gpu.close();
});

Deno.test("loraAdapter() leaves other projections and blocks as they are", async () => {
  const gpu = await Gpu.open();
  const shape = { ...config, leave_out: [1] };
  const base = projection(gpu);
  const adapter = loraAdapter(shape, HIDDEN, sendParams(gpu, weights));
  strictEqual(adapter.projection!({ block: 0, part: "key" }, base), base);
  strictEqual(adapter.projection!({ block: 1, part: "query" }, base), base);
  gpu.close();
});
