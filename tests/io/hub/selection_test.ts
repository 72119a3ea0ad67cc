import { deepStrictEqual } from "node:assert/strict";
import {
  adapterFiles,
  datasetFiles,
  modelFiles,
} from "../../../lib/io/hub/selection.ts";

const SETTINGS = ["config.json", "tokenizer.json"];

Deno.test("modelFiles takes one form of the weights, safetensors first, and those last", () => {
  const shards = [1, 2].map((i) => `model-0000${i}-of-00002.safetensors`);
  const index = "model.safetensors.index.json";
  const choose = (...names: string[]) =>
    modelFiles.choose([...names, ...SETTINGS]).files.slice(SETTINGS.length);
  const old = "pytorch_model.bin";
  deepStrictEqual(choose(old, "model.safetensors", index, ...shards), [
    "model.safetensors",
  ]);
  deepStrictEqual(choose(old, index, ...shards), [...shards, index]);
  deepStrictEqual(choose(old, "tf_model.h5", "flax_model.msgpack"), [old]);
  deepStrictEqual(choose("pytorch_model-00001-of-00001.bin"), [
    "pytorch_model-00001-of-00001.bin",
  ]);
});

Deno.test("modelFiles takes every form of tokenizer and the settings of pooling", () => {
  const names = [
    "1_Pooling/config.json",
    "config.json",
    "merges.txt",
    "modules.json",
    "special_tokens_map.json",
    "tokenizer_config.json",
    "vocab.json",
    "vocab.txt",
  ];
  const others = [
    "README.md",
    "2_Dense/config.json",
    "a/config.json",
    "run.py",
  ];
  const { files } = modelFiles.choose([...others, ...names]);
  deepStrictEqual(files, names);
});

Deno.test("modelFiles says what is missing", () => {
  const missing = (...names: string[]) => modelFiles.choose(names).missing;
  deepStrictEqual(
    [
      missing(),
      missing("config.json"),
      missing(...SETTINGS),
      missing(...SETTINGS, "tf_model.h5"),
      missing(...SETTINGS, "model-00001-of-00002.safetensors"),
      missing(...SETTINGS, "model.safetensors"),
    ],
    [
      "config.json",
      "tokenizer.json, vocab.txt or merges.txt",
      "model.safetensors or pytorch_model.bin",
      "model.safetensors or pytorch_model.bin",
      "model-00002-of-00002.safetensors",
      undefined,
    ],
  );
});

Deno.test("adapterFiles takes adapters of both layouts, heads first", () => {
  deepStrictEqual(
    adapterFiles.choose([
      "adapter.safetensors",
      "adapter_config.json",
      "head_config.json",
      "model_head.safetensors",
      "pytorch_adapter.bin",
      "pytorch_model_head.bin",
    ]),
    {
      files: [
        "adapter_config.json",
        "head_config.json",
        "model_head.safetensors",
        "adapter.safetensors",
      ],
    },
  );
  deepStrictEqual(
    adapterFiles.choose(["adapter_config.json", "adapter_model.bin"]),
    { files: ["adapter_config.json", "adapter_model.bin"] },
  );
});

Deno.test("adapterFiles takes a head alone", () => {
  const files = ["head_config.json", "pytorch_model_head.bin"];
  deepStrictEqual(adapterFiles.choose(files), { files });
});

Deno.test("adapterFiles says what is missing", () => {
  const missing = (...names: string[]) => adapterFiles.choose(names).missing;
  deepStrictEqual(
    [
      missing("README.md"),
      missing("adapter.safetensors"),
      missing("adapter_model.safetensors"),
      missing("adapter_config.json"),
      missing(
        "adapter_config.json",
        "adapter.safetensors",
        "model_head.safetensors",
      ),
    ],
    [
      "adapter.safetensors or adapter_model.safetensors",
      "adapter_config.json",
      undefined,
      "adapter.safetensors or adapter_model.safetensors",
      "head_config.json",
    ],
  );
});

Deno.test("datasetFiles() takes tables, or what matches", () => {
  const names = [
    "README.md",
    "a/train-00000-of-00001.parquet",
    "b.csv",
    "c.py",
  ];
  deepStrictEqual(datasetFiles().choose(names), {
    files: ["a/train-00000-of-00001.parquet", "b.csv"],
    missing: undefined,
  });
  deepStrictEqual(datasetFiles(/^a\//g).choose(names).files, [names[1]]);
  deepStrictEqual(datasetFiles(/^z/).choose(names), {
    files: [],
    missing: "file like /^z/",
  });
});
