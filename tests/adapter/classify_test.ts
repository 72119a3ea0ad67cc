import { deepStrictEqual, ok, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { bertHead, robertaHead } from "../../lib/model/head.ts";
import { loadModel, type Model } from "../../lib/model/loaded.ts";
import { adapterClassifier, modelHead } from "../../lib/adapter/classify.ts";
import { loadParityCase, parityFolder } from "../parity.ts";
import { sentBatch } from "../model/small_model.ts";

/** A model with more tensors in its file, and more said in its config. */
async function modelWith(
  gpu: Gpu,
  type: "bert" | "roberta",
  { names, ...said }: { names: string[]; id2label?: Record<string, string> },
): Promise<Model> {
  const folder = `${parityFolder(`${type}-pfeiffer`)}/model`;
  const model = await loadModel(gpu, folder);
  const tensor = { shape: [2], data: new Float32Array(2) };
  const weights: Weights = new Map([
    ...model.weights,
    ...names.map((name) => [name, tensor] as const),
  ]);
  const config = { ...model.config, ...said };
  return { ...model, source: "models/m", weights, config };
}

Deno.test("adapterClassifier() frees the adapter's weights with its scope", async () => {
  const gpu = await Gpu.open();
  const { model, adapter } = await loadParityCase(gpu, "roberta-pfeiffer");
  const run = async () => {
    using _ = gpu.scope();
    const parts = { ...adapter, head: adapter.head! };
    return await gpu.read(adapterClassifier(model, parts)(sentBatch(gpu))[0]);
  };
  const first = await run();
  const peak = gpu.memory.heldPeak;
  deepStrictEqual(await run(), first);
  strictEqual(gpu.memory.heldPeak, peak);
  gpu.close();
});

Deno.test("adapterClassifier() without a shape leaves the encoder as it is", async () => {
  const gpu = await Gpu.open();
  const { model, adapter } = await loadParityCase(gpu, "roberta-pfeiffer");
  const head = adapter.head!;
  const batch = sentBatch(gpu);
  const logits = async (parts: Parameters<typeof adapterClassifier>[1]) =>
    await gpu.read(adapterClassifier(model, parts)(batch)[0]);
  const bare = await logits({ weights: new Map(), head });
  const silent = new Map(
    [...adapter.weights].map(([name, { shape, data }]) => [
      name,
      { shape, data: new Float32Array(data.length) },
    ]),
  );
  // An adapter of zeros adds nothing either.
  deepStrictEqual(
    await logits({ config: adapter.config!, weights: silent, head }),
    bare,
  );
  const trained = await logits({ ...adapter, head });
  ok(trained.some((v, i) => v !== bare[i]));
  gpu.close();
});

Deno.test("modelHead() takes the head of the model's own file", async () => {
  const gpu = await Gpu.open();
  const bert = await modelWith(gpu, "bert", {
    names: ["classifier.weight", "classifier.bias"],
    id2label: { 10: "k", 0: "a", 2: "c" },
  });
  const { config, weights } = modelHead(bert);
  deepStrictEqual(config, bertHead(["a", "c", "k"]));
  deepStrictEqual([...weights.keys()], [
    "classifier.weight",
    "classifier.bias",
  ]);
  const roberta = await modelWith(gpu, "roberta", {
    names: ["classifier.dense.weight", "classifier.out_proj.weight"],
  });
  deepStrictEqual(
    modelHead(roberta).config,
    robertaHead(["LABEL_0", "LABEL_1"]),
  );
  gpu.close();
});

Deno.test("modelHead() refuses a model without a classifier", async () => {
  const gpu = await Gpu.open();
  const model = await modelWith(gpu, "bert", { names: [] });
  throws(
    () => modelHead(model),
    inputError(
      'Cannot classify with "models/m": its file holds no classifier, expected one or an --adapter with a head',
    ),
  );
  gpu.close();
});
