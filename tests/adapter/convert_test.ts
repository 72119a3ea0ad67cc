import {
  deepStrictEqual,
  rejects,
  strictEqual,
  throws,
} from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import type { LoraConfig } from "../../lib/adapter/config.ts";
import { inLayout, withAlpha } from "../../lib/adapter/convert.ts";
import { readAdapter, writeAdapter } from "../../lib/adapter/file.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { smallAdapter } from "./made_adapter.ts";

const lora = smallAdapter("lora");
const { head: _, ...bare } = lora;

/** Converts, writes and reads again. */
async function through(adapter: Adapter, layout: "adapterhub" | "peft") {
  let read: Adapter | undefined;
  await inTemporaryFolder(async (folder) => {
    const converted = inLayout(adapter, layout);
    await writeAdapter(`${folder}/a`, converted, { overwrite: false });
    read = await readAdapter(`${folder}/a`);
  });
  return read!;
}

const plainly = ({ weights }: { weights: Adapter["weights"] }) =>
  new Map(
    [...weights].map(([name, { shape, data }]) => [name, { shape, data }]),
  );

Deno.test("inLayout() there and back gives the same LoRA and head", async () => {
  const peft = await through(lora, "peft");
  strictEqual(peft.peft?.stated?.lora_alpha, 8);
  deepStrictEqual(peft.head!.config.labels, ["no", "yes"]);
  deepStrictEqual(plainly(peft), plainly(lora));
  const back = await through(peft, "adapterhub");
  strictEqual(back.peft, undefined);
  strictEqual(back.name, "task");
  deepStrictEqual(back.config, lora.config);
  deepStrictEqual(plainly(back), plainly(lora));
  strictEqual(back.model.class, "RobertaForSequenceClassification");
  deepStrictEqual(
    [...back.head!.weights.values()].map(({ data }) => data),
    [...lora.head!.weights.values()].map(({ data }) => data),
  );
});

Deno.test("inLayout() of a LoRA without head is for the bare model", async () => {
  const { model, peft } = await through(bare, "peft");
  deepStrictEqual([model.type, model.prefix], ["roberta", ""]);
  deepStrictEqual(peft?.stated?.auto_mapping, {
    base_model_class: "RobertaModel",
    parent_library: "transformers.models.roberta.modeling_roberta",
  });
  strictEqual(peft?.stated?.task_type, null);
});

Deno.test("inLayout() leaves out blocks as PEFT says it", async () => {
  const config = { ...lora.config as LoraConfig, leave_out: [0] };
  const weights = new Map(
    [...lora.weights].filter(([name]) => !name.includes("layer.0.")),
  );
  const { peft } = await through({ ...bare, config, weights }, "peft");
  deepStrictEqual(peft?.stated?.layers_to_transform, [1]);
});

Deno.test("inLayout() leaves an adapter that is in the layout as it is", () => {
  const pfeiffer = smallAdapter("pfeiffer");
  strictEqual(inLayout(pfeiffer, "adapterhub"), pfeiffer);
  const peft = inLayout(lora, "peft");
  strictEqual(inLayout(peft, "peft"), peft);
});

const modules = { "h.0.c_attn": { r: 3, alpha: 8 } };
const refused: [
  what: string,
  adapter: Adapter,
  layout: "adapterhub" | "peft",
  message: string,
][] = [
  [
    "a bottleneck",
    smallAdapter("pfeiffer"),
    "peft",
    'Cannot convert adapter "task" to PEFT\'s layout: it is a bottleneck, expected a LoRA',
  ],
  [
    "a LoRA of another model",
    { ...bare, model: { ...lora.model, type: "gpt2" } },
    "peft",
    'Cannot convert adapter "task" to PEFT\'s layout: it is for a gpt2, expected a bert or a roberta',
  ],
  [
    "a LoRA on other modules",
    {
      ...bare,
      config: { ...lora.config as LoraConfig, modules },
      peft: { stated: {} },
    },
    "adapterhub",
    'Cannot convert adapter "task" to AdapterHub\'s layout: its LoRA is on c_attn, not the same in all blocks or not of attention, expected query, key or value of every block',
  ],
  [
    "a LoRA of a model that is not named",
    {
      ...bare,
      model: { ...lora.model, type: "" },
      peft: { stated: {} },
    },
    "adapterhub",
    'Cannot convert adapter "task" to AdapterHub\'s layout: it is for a model that its files do not name, expected a bert or a roberta',
  ],
  ...(["adapterhub", "peft"] as const).map((layout): typeof refused[number] => [
    "a LoRA of unknown scaling",
    { ...bare, peft: {} },
    layout,
    'Cannot convert adapter "task": it was read without adapter_config.json, which says its scaling, expected one (or --lora-alpha)',
  ]),
];

for (const [what, adapter, layout, message] of refused) {
  Deno.test(`inLayout() refuses ${what} for ${layout}`, () => {
    throws(() => inLayout(adapter, layout), inputError(message));
  });
}

Deno.test("writeAdapter() refuses what AdapterHub's layout cannot hold", async () => {
  const config = { ...lora.config as LoraConfig, modules };
  await inTemporaryFolder(async (folder) => {
    await rejects(
      writeAdapter(`${folder}/a`, { ...bare, config }, { overwrite: false }),
      inputError(
        "Cannot write adapter \"task\" in AdapterHub's layout: its LoRA is not the same on attention projections of every block, expected one that is (or PEFT's layout)",
      ),
    );
  });
});

Deno.test("withAlpha() gives what the files do not say", () => {
  const adapter = withAlpha({ ...bare, peft: {} }, 6);
  strictEqual((adapter.config as LoraConfig).alpha, 6);
  const { r, lora_alpha, target_modules } = adapter.peft!.stated!;
  deepStrictEqual([r, lora_alpha, target_modules], [3, 6, ["query", "value"]]);
  throws(
    () => withAlpha(lora, 6),
    inputError(
      'Cannot give adapter "task" an alpha of 6: its files say what it has, expected a LoRA without adapter_config.json',
    ),
  );
});
