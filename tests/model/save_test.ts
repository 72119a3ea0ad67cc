import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readSafetensors } from "../../lib/io/safetensors.ts";
import { readCheckpoint } from "../../lib/model/checkpoint.ts";
import { saveModel } from "../../lib/model/save.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { smallConfig, smallWeights } from "./small_model.ts";

Deno.test("readCheckpoint() gives back the model that saveModel() wrote", async () => {
  await inTemporaryFolder(async (folder) => {
    const weights = smallWeights();
    await saveModel(folder, smallConfig, weights);
    const read = await readCheckpoint(folder);
    strictEqual(read.source, folder);
    deepStrictEqual(read.config, smallConfig);
    deepStrictEqual(
      new Map([...read.weights].map(([name, { shape, data }]) => [
        name,
        { shape, data },
      ])),
      weights,
    );
  });
});

Deno.test("saveModel() writes Hugging Face's names", async () => {
  await inTemporaryFolder(async (folder) => {
    const [tensor] = smallWeights().values();
    const names = [
      "embeddings.LayerNorm.weight",
      "pooler.dense.bias",
      "lm_head.bias",
      "cls.predictions.bias",
      "classifier.out_proj.bias",
    ];
    const weights = new Map(names.map((name) => [name, tensor!]));
    await saveModel(folder, { ...smallConfig, model_type: "bert" }, weights, {
      metadata: { made: "here" },
    });
    const stored = await readSafetensors(`${folder}/model.safetensors`);
    deepStrictEqual([...stored.weights.keys()], [
      "bert.embeddings.LayerNorm.weight",
      "bert.pooler.dense.bias",
      "lm_head.bias",
      "cls.predictions.bias",
      "classifier.out_proj.bias",
    ]);
    deepStrictEqual(stored.metadata, { format: "pt", made: "here" });
  });
});

Deno.test("saveModel() rounds to half precision if asked", async () => {
  await inTemporaryFolder(async (folder) => {
    await saveModel(folder, smallConfig, smallWeights(), { dtype: "F16" });
    const { weights } = await readCheckpoint(folder);
    for (const [name, { data }] of smallWeights()) {
      const stored = weights.get(name)!;
      strictEqual(stored.dtype, "F16");
      deepStrictEqual(stored.data, data.map(Math.f16round));
    }
  });
});
