import {
  type HostTensor,
  type Weights,
  writeSafetensors,
} from "../../lib/io/safetensors.ts";
import { readAdapter } from "../../lib/adapter/file.ts";
import { readConfig } from "../../lib/model/checkpoint.ts";
import { fuzz } from "./fuzz.ts";

const PARITY = new URL("../fixtures/parity/", import.meta.url);
const read = (path: string) => Deno.readFileSync(new URL(path, PARITY));

fuzz("model configurations", {
  file: "config.json",
  valid: [
    read("roberta-pfeiffer/model/config.json"),
    read("bert-lora/model/config.json"),
  ],
  read: readConfig,
});

for (const kind of ["bert-houlsby", "roberta-lora"]) {
  const files = Object.fromEntries(
    [
      "adapter_config.json",
      "adapter.safetensors",
      "head_config.json",
      "model_head.safetensors",
    ].map((name) => [name, read(`${kind}/adapter/${name}`)]),
  );
  for (const file of ["adapter_config.json", "head_config.json"]) {
    fuzz(`${file} of ${kind}`, {
      file,
      valid: [files[file]!],
      beside: files,
      read: readAdapter,
    });
  }
}

const matrix = (rows: number, columns: number): HostTensor => ({
  shape: [rows, columns],
  data: new Float32Array(rows * columns).fill(0.5),
});

/** A LoRA of rank 2 on two projections of a model that is 4 wide. */
const lora: Weights = new Map(
  ["query", "value"].flatMap((name) => {
    const module =
      `base_model.model.bert.encoder.layer.0.attention.self.${name}`;
    return [
      [`${module}.lora_A.weight`, matrix(2, 4)],
      [`${module}.lora_B.weight`, matrix(4, 2)],
    ] as const;
  }),
);

/** Bytes of a safetensors file. */
async function bytesOf(weights: Weights) {
  const path = await Deno.makeTempFile();
  await writeSafetensors(path, weights);
  const bytes = await Deno.readFile(path);
  await Deno.remove(path);
  return bytes;
}

const peft = {
  peft_type: "LORA",
  base_model_name_or_path: "bert-base-uncased",
  r: 1,
  lora_alpha: 4,
  rank_pattern: { "layer.[0-9]+.attention.self.(query|value)": 2 },
  target_modules: ["query", "value"],
  layers_to_transform: [0],
  use_rslora: false,
  bias: "none",
};

fuzz("adapter_config.json of PEFT", {
  file: "adapter_config.json",
  valid: [new TextEncoder().encode(JSON.stringify(peft))],
  beside: { "adapter_model.safetensors": await bytesOf(lora) },
  read: readAdapter,
});
