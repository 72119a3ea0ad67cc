import { throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { HostTensor } from "../../lib/io/safetensors.ts";
import { adapterHubHead } from "../../lib/model/head.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import type { LoraConfig } from "../../lib/adapter/config.ts";
import { expectFitting } from "../../lib/adapter/fitting.ts";
import { kindNames } from "../../lib/adapter/kinds.ts";
import { moduleOf } from "../../lib/adapter/scaling.ts";
import { smallAdapter, smallCheckpoint } from "./made_adapter.ts";

const adapter = smallAdapter("pfeiffer");
const bias = "encoder.layer.0.output.adapter_up.bias";
const tensor: HostTensor = { shape: [2], data: new Float32Array(2) };

const check = (changes: Partial<Adapter>) =>
  expectFitting({ ...adapter, ...changes }, smallCheckpoint, "a/rct");

for (const kind of kindNames) {
  Deno.test(`expectFitting() takes an untrained ${kind}`, () => {
    expectFitting(smallAdapter(kind), smallCheckpoint, "a/rct");
  });
}

Deno.test("expectFitting() takes a head alone", () => {
  const { config: _, ...rest } = adapter;
  expectFitting({ ...rest, weights: new Map() }, smallCheckpoint, "a/rct");
});

const refused: [what: string, changes: Partial<Adapter>, message: string][] = [
  [
    "another kind of model",
    { model: { ...adapter.model, type: "bert" } },
    'Cannot use adapter "a/rct" with "models/small": it is for a bert of 8 features, expected one for a roberta of 8',
  ],
  [
    "another size of model",
    { model: { ...adapter.model, hidden: 16 } },
    'Cannot use adapter "a/rct" with "models/small": it is for a roberta of 16 features, expected one for a roberta of 8',
  ],
  [
    "a missing tensor",
    {
      weights: new Map(
        [...adapter.weights].filter(([name]) => name !== bias),
      ),
    },
    `Cannot use adapter "a/rct": it has no tensor "${bias}", expected one of shape [8]`,
  ],
  [
    "a tensor of another shape",
    { weights: new Map([...adapter.weights, [bias, tensor]]) },
    `Cannot use adapter "a/rct": tensor "${bias}" has shape [2], expected [8]`,
  ],
  [
    "a tensor too many",
    {
      weights: new Map([
        ...adapter.weights,
        ["encoder.layer.2.output.adapter_up.bias", tensor],
      ]),
    },
    'Cannot use adapter "a/rct": it has a tensor "encoder.layer.2.output.adapter_up.bias", expected none of that name for a model of 2 blocks',
  ],
  [
    "a head of other classes than it says",
    {
      head: { ...adapter.head!, config: adapterHubHead(["a", "b", "c"]) },
    },
    'Cannot use adapter "a/rct": tensor "heads.4.weight" has shape [2,8], expected [3,8]',
  ],
];

const lora = smallAdapter("lora");

Deno.test("expectFitting() takes a LoRA module by module, if its files do not name the model", () => {
  const modules = Object.fromEntries(
    [...lora.weights.keys()].map((name) => [
      moduleOf(name),
      { r: 3, alpha: 5 },
    ]),
  );
  const config = { ...lora.config as LoraConfig, attn_matrices: [], modules };
  const model = { ...lora.model, type: "" };
  const adapter: Adapter = { ...lora, config, model, peft: { stated: {} } };
  expectFitting(adapter, smallCheckpoint, "a/rct");
});

const notRun: [what: string, adapter: Adapter, message: string][] = [
  [
    "a LoRA of unknown scaling",
    { ...lora, peft: {} },
    'Cannot use adapter "a/rct": it has no adapter_config.json, expected one that says its lora_alpha (convert --lora-alpha writes it)',
  ],
  [
    "a LoRA on another module",
    {
      ...lora,
      weights: new Map([["encoder.layer.0.output.dense.lora_A", tensor]]),
      config: {
        ...lora.config as LoraConfig,
        attn_matrices: [],
        modules: { "encoder.layer.0.output.dense": { r: 3, alpha: 8 } },
      },
    },
    'Cannot use adapter "a/rct": it has a tensor "encoder.layer.0.output.dense.lora_A", expected none of that name for a model of 2 blocks',
  ],
  [
    "a head that trained more of the model",
    {
      ...lora,
      head: {
        ...lora.head!,
        weights: new Map([
          ...lora.head!.weights,
          ["embeddings.LayerNorm.weight", tensor],
        ]),
      },
    },
    'Cannot use adapter "a/rct": its head has a tensor "embeddings.LayerNorm.weight", expected only those of pooler.dense, heads.1, heads.4',
  ],
];

for (const [what, adapter, message] of notRun) {
  Deno.test(`expectFitting() refuses ${what}`, () => {
    throws(
      () => expectFitting(adapter, smallCheckpoint, "a/rct"),
      inputError(message),
    );
  });
}

for (const [what, changes, message] of refused) {
  Deno.test(`expectFitting() refuses ${what}`, () => {
    throws(() => check(changes), inputError(message));
  });
}
