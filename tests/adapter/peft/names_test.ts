import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  encoderPrefix,
  type Part,
  partOf,
  peftName,
  plainModule,
} from "../../../lib/adapter/peft/names.ts";

const QUERY = "bert.encoder.layer.0.attention.self.query";
const parts: [stored: string, part: Part][] = [
  [
    `base_model.model.${QUERY}.lora_A.weight`,
    { kind: "factor", module: QUERY, factor: "A" },
  ],
  [
    `model.base_model.model.${QUERY}.lora_B.default.weight`,
    { kind: "factor", module: QUERY, factor: "B" },
  ],
  [
    "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
    { kind: "factor", module: "model.layers.0.self_attn.q_proj", factor: "A" },
  ],
  [
    "layers.0.attention.wq.lora_B",
    { kind: "factor", module: "layers.0.attention.wq", factor: "B" },
  ],
  [
    "base_model.model.classifier.weight",
    { kind: "saved", name: "classifier.weight" },
  ],
  [
    "base_model.model.classifier.modules_to_save.default.weight",
    { kind: "saved", name: "classifier.weight" },
  ],
  [
    "base_model.model.classifier.original_module.weight",
    { kind: "original" },
  ],
  [
    "base_model.model.wte.lora_embedding_A",
    { kind: "saved", name: "wte.lora_embedding_A" },
  ],
];

for (const [stored, part] of parts) {
  Deno.test(`partOf() ${stored} is ${part.kind}`, () => {
    deepStrictEqual(partOf(stored), part);
  });
}

Deno.test("encoderPrefix() is what all modules have in front", () => {
  strictEqual(encoderPrefix([QUERY, "bert.pooler.dense"]), "bert.");
  strictEqual(encoderPrefix([QUERY, "classifier"]), "");
  strictEqual(encoderPrefix(["model.layers.0.q_proj"]), "");
  strictEqual(encoderPrefix([]), "");
});

const written: [plain: string, prefix: string, stored: string][] = [
  [
    "encoder.layer.0.attention.self.query.lora_A",
    "bert.",
    `base_model.model.${QUERY}.lora_A.weight`,
  ],
  [
    "h.0.attn.c_attn.lora_B",
    "",
    "base_model.model.h.0.attn.c_attn.lora_B.weight",
  ],
  ["classifier.weight", "bert.", "base_model.model.classifier.weight"],
  ["pooler.dense.bias", "bert.", "base_model.model.bert.pooler.dense.bias"],
];

for (const [plain, prefix, stored] of written) {
  Deno.test(`peftName() of ${plain} is ${stored}, and read back`, () => {
    strictEqual(peftName(plain, prefix), stored);
    const part = partOf(stored);
    if (part.kind === "original") throw new Error("it is no copy");
    const name = part.kind === "factor"
      ? `${part.module}.lora_${part.factor}`
      : part.name;
    strictEqual(plainModule(name, prefix), plain);
  });
}
