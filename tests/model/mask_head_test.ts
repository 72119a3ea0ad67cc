import { deepStrictEqual, ok } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { maskHead, maskHeadShapes } from "../../lib/model/mask_head.ts";
import { assertClose, assertGradientOfLayer, normals } from "../check.ts";
import { sentBatch, smallConfig, smallWeights } from "./small_model.ts";
import { trainedParams } from "./trained_params.ts";
import { frozen } from "../../lib/model/params.ts";

const HIDDEN = 8;
const WORDS = "embeddings.word_embeddings.weight";

Deno.test("maskHeadShapes() has RoBERTa's names or BERT's", () => {
  const shapes = [[8, 8], [8], [8], [8], [20]];
  deepStrictEqual([...maskHeadShapes(smallConfig)], [
    ["lm_head.dense.weight", shapes[0]],
    ["lm_head.dense.bias", shapes[1]],
    ["lm_head.layer_norm.weight", shapes[2]],
    ["lm_head.layer_norm.bias", shapes[3]],
    ["lm_head.bias", shapes[4]],
  ]);
  deepStrictEqual([
    ...maskHeadShapes({ ...smallConfig, model_type: "bert" }).keys(),
  ], [
    "cls.predictions.transform.dense.weight",
    "cls.predictions.transform.dense.bias",
    "cls.predictions.transform.LayerNorm.weight",
    "cls.predictions.transform.LayerNorm.bias",
    "cls.predictions.bias",
  ]);
});

Deno.test("maskHead() gives a logit for every word, by the table of words", async () => {
  const gpu = await Gpu.open();
  const weights = new Map(smallWeights());
  const layer = maskHead(smallConfig, frozen(gpu, weights, "a model"));
  const x = gpu.tensor([2, HIDDEN], normals(2 * HIDDEN, 1));
  const batch = sentBatch(gpu);
  const [logits] = layer(x, batch);
  deepStrictEqual(logits.shape, [2, 20]);
  await assertGradientOfLayer((x) => layer(x, batch), x, { tolerance: 2e-2 });

  // Twice the table of words and no bias make twice the logits.
  const before = await gpu.read(logits);
  const bias = weights.get("lm_head.bias")!;
  const table = weights.get(WORDS)!;
  weights.set(WORDS, { ...table, data: table.data.map((v) => 2 * v) });
  const doubled = maskHead(smallConfig, frozen(gpu, weights, "a model"));
  assertClose(
    await gpu.read(doubled(x, batch)[0]),
    before.map((v, i) => 2 * (v - bias.data[i % 20]!) + bias.data[i % 20]!),
    { tolerance: 1e-5, what: "logits" },
  );
  gpu.close();
});

Deno.test("maskHead() adds to the gradient of the table of words", async () => {
  const gpu = await Gpu.open();
  const { params, grads } = trainedParams(gpu, smallWeights());
  const layer = maskHead(smallConfig, params);
  const x = gpu.tensor([2, HIDDEN], normals(2 * HIDDEN, 1));
  const [, back] = layer(x, sentBatch(gpu));
  back(gpu.tensor([2, 20], normals(40, 2)));
  const { data } = (await grads()).get(WORDS)!;
  ok(data.every((v) => v !== 0));
  gpu.close();
});
