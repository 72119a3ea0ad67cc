import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { HostTensor } from "../../lib/io/safetensors.ts";
import {
  expectName,
  plainHeadName,
  plainName,
  prefixOf,
  storedHeadNames,
  storedNames,
} from "../../lib/adapter/names.ts";
import { kindNames } from "../../lib/adapter/kinds.ts";
import { smallAdapter } from "./made_adapter.ts";

const plain: [stored: string, name: string | undefined][] = [
  [
    "roberta.encoder.layer.3.output.adapters.rct.adapter_down.0.weight",
    "encoder.layer.3.output.adapter_down.0.weight",
  ],
  [
    "bert.encoder.layer.0.attention.output.adapters.a-b.adapter_up.bias",
    "encoder.layer.0.attention.output.adapter_up.bias",
  ],
  [
    "encoder.layer.0.output.adapters.no_prefix.adapter_up.bias",
    "encoder.layer.0.output.adapter_up.bias",
  ],
  [
    "bert.encoder.layer.11.attention.self.query.loras.x.lora_A",
    "encoder.layer.11.attention.self.query.lora_A",
  ],
  // The names of before version 2.
  [
    "bert.encoder.layer.0.attention.output.attention_text_task_adapters.x.adapter_up.bias",
    "encoder.layer.0.attention.output.adapter_up.bias",
  ],
  [
    "roberta.encoder.layer.2.output.layer_text_lang_adapters.x.adapter_down.0.bias",
    "encoder.layer.2.output.adapter_down.0.bias",
  ],
  // Names of other models stay whole.
  [
    "transformer.h.3.mlp.adapters.x.adapter_up.bias",
    "transformer.h.3.mlp.adapter_up.bias",
  ],
  [
    "electra.encoder.layer.0.output.adapters.x.adapter_up.bias",
    "electra.encoder.layer.0.output.adapter_up.bias",
  ],
  ["bert.encoder.layer.0.output.dense.weight", undefined],
  ["heads.rct.1.weight", undefined],
];

for (const [stored, name] of plain) {
  Deno.test(`plainName() of ${stored}`, () => {
    strictEqual(plainName(stored), name);
  });
}

Deno.test("prefixOf() is what stands in front of an encoder", () => {
  strictEqual(prefixOf("bert.encoder.layer.0.output"), "bert.");
  strictEqual(prefixOf("roberta.encoder.layer.0.output"), "roberta.");
  strictEqual(prefixOf("encoder.layer.0.output"), "");
  strictEqual(prefixOf("bert.pooler.dense"), "");
});

const plainHeads: [stored: string, name: string | undefined][] = [
  ["heads.rct.4.weight", "heads.4.weight"],
  ["heads.rct.1.bias", "heads.1.bias"],
  ["classifier.weight", "classifier.weight"],
  ["classifier.out_proj.bias", "classifier.out_proj.bias"],
  ["classifier.norm.weight", undefined],
  ["heads.rct.weight", undefined],
];

for (const [stored, name] of plainHeads) {
  Deno.test(`plainHeadName() of ${stored}`, () => {
    strictEqual(plainHeadName(stored), name);
  });
}

for (const kind of kindNames) {
  Deno.test(`storedNames() of ${kind} are read back as they were`, () => {
    const { weights } = smallAdapter(kind);
    // Nothing in a name has a meaning of its own, not even to a replacement.
    for (
      const name of ["task", "a-b_c", "adapter_up", "loras", "adapters", "$1$&"]
    ) {
      const stored = storedNames(weights, { prefix: "bert.", name });
      deepStrictEqual([...stored.keys()].map(plainName), [...weights.keys()]);
      for (const one of stored.keys()) {
        strictEqual(one.includes(`s.${name}.`), true, one);
      }
    }
  });
}

Deno.test("storedHeadNames() puts the name into flexible heads only", () => {
  const tensor: HostTensor = { shape: [1], data: new Float32Array(1) };
  const names = (...plain: string[]) => [
    ...storedHeadNames(new Map(plain.map((name) => [name, tensor])), "$&")
      .keys(),
  ];
  deepStrictEqual(names("heads.1.weight", "heads.4.bias"), [
    "heads.$&.1.weight",
    "heads.$&.4.bias",
  ]);
  deepStrictEqual(names("classifier.dense.weight"), [
    "classifier.dense.weight",
  ]);
});

for (const name of ["", "v1.5"]) {
  Deno.test(`expectName() refuses "${name}"`, () => {
    throws(
      () => expectName(name),
      inputError(
        `Cannot name an adapter "${name}": the name is empty or has a dot, expected another --name`,
      ),
    );
  });
}
