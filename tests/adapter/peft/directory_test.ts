import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import {
  type HostTensor,
  readSafetensors,
  type Weights,
} from "../../../lib/io/safetensors.ts";
import { bertHead } from "../../../lib/model/head.ts";
import type { LoraConfig } from "../../../lib/adapter/config.ts";
import { readAdapter, writeAdapter } from "../../../lib/adapter/file.ts";
import { inTemporaryFolder, namesIn } from "../../io/temporary_folder.ts";
import { attention, factors, stated, tensor, writeMade } from "./made_peft.ts";

const CLASSIFIER = new Map([
  ["base_model.model.classifier.weight", tensor(3, 4)],
  ["base_model.model.classifier.bias", tensor(3)],
]);
const whole = new Map([
  ...factors(attention("query", "value")),
  ...CLASSIFIER,
]);

/** Writes a directory as PEFT would, and reads it. */
async function read(weights: Weights, changes: object | null = {}) {
  let adapter: Awaited<ReturnType<typeof readAdapter>>;
  let message = "";
  await inTemporaryFolder(async (folder) => {
    await writeMade(
      `${folder}/made`,
      weights,
      changes && { ...stated, ...changes },
    );
    try {
      adapter = await readAdapter(`${folder}/made`);
    } catch (error) {
      message = String(error).replaceAll(folder, "F");
    }
  });
  if (message) throw inputError(message.replace("Failure: ", ""));
  return adapter!;
}

Deno.test("readPeft() has a BERT's LoRA in AdapterHub's terms, with its head", async () => {
  const { name, model, config, head, weights } = await read(whole);
  strictEqual(name, "made");
  deepStrictEqual(model, {
    type: "bert",
    hidden: 4,
    name: "bert-base-uncased",
    class: "",
  });
  const { r, alpha, dropout, attn_matrices, modules } = config as LoraConfig;
  deepStrictEqual([r, alpha, dropout], [2, 6, 0.1]);
  deepStrictEqual([attn_matrices, modules], [["q", "v"], undefined]);
  deepStrictEqual(
    head!.config,
    bertHead(["LABEL_0", "LABEL_1", "LABEL_2"]),
  );
  deepStrictEqual(weights.size, 8);
  deepStrictEqual(
    weights.get("encoder.layer.1.attention.self.value.lora_B"),
    tensor(4, 2),
  );
});

Deno.test("readPeft() takes a class's name where names have nothing in front", async () => {
  const bare = attention("query").map((name) => name.replace("bert.", ""));
  const auto_mapping = { base_model_class: "RobertaModel" };
  const { model } = await read(factors(bare), { auto_mapping });
  deepStrictEqual([model.type, model.prefix], ["roberta", ""]);
  const unknown = await read(factors(bare));
  deepStrictEqual([unknown.model.type, unknown.model.prefix], ["", ""]);
});

/** Modules of other models, and what PEFT says of them. */
const others: [model: string, modules: string[], changes: object][] = [
  [
    "LLaMA",
    [0, 1].flatMap((block) =>
      ["q_proj", "v_proj"].map((part) =>
        `model.layers.${block}.self_attn.${part}`
      )
    ),
    { task_type: "CAUSAL_LM", modules_to_save: null },
  ],
  ["GPT-2", ["transformer.h.0.attn.c_attn"], {
    task_type: "CAUSAL_LM",
    fan_in_fan_out: true,
  }],
  ["T5", ["encoder.block.0.layer.0.SelfAttention.q"], { task_type: null }],
  ["BERT's feed-forward", ["bert.encoder.layer.0.output.dense"], {}],
  ["chosen blocks", attention("query"), { layers_to_transform: [0, 1] }],
];

for (const [what, modules, changes] of others) {
  Deno.test(`readPeft() and writePeft() keep a LoRA of ${what}, byte for byte`, async () => {
    await inTemporaryFolder(async (folder) => {
      const made = factors(modules);
      const config = { ...stated, ...changes };
      await writeMade(`${folder}/made`, made, config);
      const adapter = await readAdapter(`${folder}/made`);
      deepStrictEqual(
        Object.values((adapter.config as LoraConfig).modules!),
        modules.map(() => ({ r: 2, alpha: 6 })),
      );
      await writeAdapter(`${folder}/out`, adapter, { overwrite: false });
      const { weights } = await readSafetensors(
        `${folder}/out/adapter_model.safetensors`,
      );
      deepStrictEqual(weights, made);
      const text = await Deno.readTextFile(`${folder}/out/adapter_config.json`);
      deepStrictEqual(JSON.parse(text), {
        ...config,
        // There is no head to save.
        modules_to_save: null,
      });
    });
  });
}

Deno.test("readPeft() knows ranks and alphas by pattern and by rsLoRA", async () => {
  const [first = "", ...rest] = attention("query", "value");
  const weights = new Map([...factors([first], 4), ...factors(rest)]);
  const { config } = await read(weights, {
    rank_pattern: { "layer.0.attention.self.query": 4 },
    alpha_pattern: { value: 3 },
    use_rslora: true,
  });
  const modules = Object.entries((config as LoraConfig).modules!);
  deepStrictEqual(
    modules.map(([name, { r, alpha }]) => [name.slice(14), r, alpha]),
    [
      ["0.attention.self.query", 4, 12],
      ["0.attention.self.value", 2, 3 * Math.sqrt(2)],
      ["1.attention.self.query", 2, 6 * Math.sqrt(2)],
      ["1.attention.self.value", 2, 3 * Math.sqrt(2)],
    ],
  );
});

Deno.test("writePeft() keeps the types of numbers and the names of classes", async () => {
  await inTemporaryFolder(async (folder) => {
    const half = new Map(
      [...whole].map(([name, { shape, data }]) => [
        name,
        {
          shape,
          data: data.map((v) => Math.fround(Math.round(v * 8) / 8)),
          dtype: "F16",
        } as HostTensor,
      ]),
    );
    await writeMade(`${folder}/made`, half);
    const adapter = await readAdapter(`${folder}/made`);
    const labels = ["no", "so-so", "yes"];
    const head = { ...adapter.head!, config: bertHead(labels) };
    await writeAdapter(`${folder}/out`, { ...adapter, head }, {
      overwrite: false,
    });
    const { weights } = await readSafetensors(
      `${folder}/out/adapter_model.safetensors`,
    );
    deepStrictEqual(new Map([...weights].sort()), new Map([...half].sort()));
    const again = await readAdapter(`${folder}/out`);
    deepStrictEqual(again.head!.config.labels, labels);
    deepStrictEqual(again.metadata, { format: "pt" });
    strictEqual(again.name, "made");
  });
});

Deno.test("readPeft() reads what a training loop saved, without a configuration", async () => {
  await inTemporaryFolder(async (folder) => {
    const odd = new Map<string, HostTensor>([
      ...[...factors(attention("query"))].map(([name, value]) =>
        [`model.${name.replace(".weight", ".default.weight")}`, value] as const
      ),
      [
        "model.base_model.model.classifier.original_module.weight",
        tensor(2, 4),
      ],
      [
        "model.base_model.model.classifier.modules_to_save.default.weight",
        tensor(3, 4),
      ],
    ]);
    await writeMade(`${folder}/made`, odd, null);
    const adapter = await readAdapter(`${folder}/made`);
    deepStrictEqual(adapter.peft, {});
    deepStrictEqual(adapter.head!.config.labels.length, 3);
    await writeAdapter(`${folder}/out`, adapter, { overwrite: false });
    deepStrictEqual(namesIn(`${folder}/out`), [
      "README.md",
      "adapter_model.safetensors",
    ]);
  });
});

const refused: [
  what: string,
  weights: Weights,
  changes: object | null,
  message: string,
][] = [
  [
    "a variant by its tensors",
    new Map([
      ...whole,
      ["base_model.model.q.lora_magnitude_vector", tensor(4)],
    ]),
    {},
    'Cannot use "F/made": it has a tensor "q.lora_magnitude_vector", expected only LoRA factors and modules_to_save',
  ],
  [
    "two adapters in one file",
    new Map([
      ...whole,
      [
        "base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.other.weight",
        tensor(2, 4),
      ],
    ]),
    {},
    'Cannot use "F/made": its tensor "base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.other.weight" is there under another name too, expected the tensors of one adapter',
  ],
  [
    "a rank that is not as stated",
    whole,
    { r: 8 },
    'Cannot use "F/made": module "bert.encoder.layer.0.attention.self.query" has factors of rank 2, expected 8 as in adapter_config.json',
  ],
  [
    "a file without factors",
    CLASSIFIER,
    {},
    'Cannot use "F/made": none of its tensors is a LoRA factor, expected names that end in lora_A.weight or lora_B.weight',
  ],
  [
    "fan_in_fan_out of a BERT",
    whole,
    { fan_in_fan_out: true },
    'Cannot use "F/made/adapter_config.json": key "fan_in_fan_out" is true, expected false for a bert',
  ],
  [
    "another method",
    whole,
    { peft_type: "LOHA" },
    'Cannot use "F/made/adapter_config.json": key "peft_type" is "LOHA", expected "LORA"',
  ],
];

for (const [what, weights, changes, message] of refused) {
  Deno.test(`readPeft() refuses ${what}`, async () => {
    await rejects(read(weights, changes), inputError(message));
  });
}
