import { deepStrictEqual, rejects } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { formatJson } from "../../lib/io/json.ts";
import { type HostTensor, writeSafetensors } from "../../lib/io/safetensors.ts";
import { readCheckpoint } from "../../lib/model/checkpoint.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { smallest } from "./small_model.ts";

const tensor: HostTensor = { shape: [1], data: new Float32Array([3]) };

/** Names that tensors stored under these names get. */
async function namesOf(type: string, stored: string[]): Promise<string[]> {
  let names: string[] = [];
  await inTemporaryFolder(async (folder) => {
    const config = { ...smallest, model_type: type };
    await Deno.writeTextFile(`${folder}/config.json`, formatJson(config));
    await writeSafetensors(
      `${folder}/model.safetensors`,
      new Map(stored.map((name) => [name, tensor])),
    );
    names = [...(await readCheckpoint(folder)).weights.keys()];
  });
  return names;
}

Deno.test("readCheckpoint() takes the model's prefix off, where there is one", async () => {
  deepStrictEqual(
    await namesOf("bert", [
      "bert.encoder.layer.0.output.dense.weight",
      "encoder.layer.1.output.dense.weight",
      "classifier.weight",
      "cls.predictions.bias",
      "roberta.pooler.dense.bias",
    ]),
    [
      "encoder.layer.0.output.dense.weight",
      "encoder.layer.1.output.dense.weight",
      "classifier.weight",
      "cls.predictions.bias",
      "roberta.pooler.dense.bias",
    ],
  );
  deepStrictEqual(await namesOf("roberta", ["roberta.pooler.dense.bias"]), [
    "pooler.dense.bias",
  ]);
});

Deno.test("readCheckpoint() takes off the name that a wrapper gives the model", async () => {
  deepStrictEqual(
    await namesOf("bert", [
      "model.bert.pooler.dense.weight",
      "model.encoder.layer.0.output.dense.weight",
    ]),
    ["pooler.dense.weight", "encoder.layer.0.output.dense.weight"],
  );
});

Deno.test("readCheckpoint() refuses two tensors that are one", async () => {
  await rejects(
    namesOf("bert", ["bert.pooler.dense.bias", "pooler.dense.bias"]),
    /^Failure: Cannot use ".*": tensors "bert\.pooler\.dense\.bias" and "pooler\.dense\.bias" are both pooler\.dense\.bias, expected one of them$/,
  );
});

Deno.test("readCheckpoint() gives gamma and beta of normalisations their new names", async () => {
  deepStrictEqual(
    await namesOf("bert", [
      "bert.embeddings.LayerNorm.gamma",
      "bert.embeddings.LayerNorm.beta",
      "bert.gamma",
    ]),
    ["embeddings.LayerNorm.weight", "embeddings.LayerNorm.bias", "gamma"],
  );
});

Deno.test("readCheckpoint() refuses a directory without config.json", async () => {
  await inTemporaryFolder(async (folder) => {
    await rejects(readCheckpoint(folder), {
      kind: "input",
      message:
        `Cannot read "${folder}/config.json": there is no such file, expected a model directory with config.json, tokenizer.json and model.safetensors`,
    });
  });
});

Deno.test("readCheckpoint() refuses a config.json that is not JSON", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/config.json`, "model_type: bert");
    await rejects(readCheckpoint(folder), {
      kind: "input",
      message:
        `Cannot read "${folder}/config.json": it is not JSON, expected a JSON file`,
    });
  });
});

Deno.test("readCheckpoint() refuses a model of another kind by its path", async () => {
  await inTemporaryFolder(async (folder) => {
    const config = { ...smallest, model_type: "gpt2" };
    await Deno.writeTextFile(`${folder}/config.json`, formatJson(config));
    await rejects(
      readCheckpoint(folder),
      inputError(
        `Cannot use "${folder}/config.json": key "model_type" is "gpt2", expected one of "bert"|"roberta"`,
      ),
    );
  });
});
