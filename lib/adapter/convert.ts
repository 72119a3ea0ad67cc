/**
 * Adapters from one layout of files to another.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Adapter, ModelIdentity } from "./adapter.ts";
import { isLora, type LoraConfig } from "./config.ts";
import { asAdapterHubHead, asOwnHead } from "./convert_head.ts";
import { plainPeftConfig } from "./peft/config.ts";
import { moduleOf } from "./scaling.ts";

/** Layouts of adapter directories. */
export const layouts = ["adapterhub", "peft"] as const;

/** A layout of adapter directories. */
export type Layout = typeof layouts[number];

/** Projections of the attention by AdapterHub's letters. */
const PARTS = { q: "query", k: "key", v: "value" };

/**
 * Brings an adapter into a layout, in which `writeAdapter()` then writes it.
 *
 * @param adapter The adapter; one that is in the layout stays as it is.
 * @param layout The layout.
 * @throws {Failure} If the layout cannot express the adapter or its head, or if the
 * adapter's files do not say its scaling, which both layouts' libraries need.
 */
export function inLayout(adapter: Adapter, layout: Layout): Adapter {
  const { name, peft } = adapter;
  if (!peft) return layout === "peft" ? toPeft(adapter) : adapter;
  if (!peft.stated) throw unscaled(name);
  return layout === "peft" ? adapter : toAdapterHub(adapter);
}

function toAdapterHub({ peft: _peft, ...adapter }: Adapter): Adapter {
  const { name, config, head, model } = adapter;
  if (config && isLora(config) && config.modules) {
    const parts = Object.keys(config.modules).map((path) =>
      path.split(".").at(-1)
    );
    throw inputError(
      `Cannot convert adapter "${name}" to AdapterHub's layout: its LoRA is on ${
        [...new Set(parts)].join(", ")
      }, not the same in all blocks or not of attention, expected query, key or value of every block`,
    );
  }
  const own = model.type || "model that its files do not name";
  if (model.type !== "bert" && model.type !== "roberta") {
    throw inputError(
      `Cannot convert adapter "${name}" to AdapterHub's layout: it is for a ${own}, expected a bert or a roberta`,
    );
  }
  const { prefix: _, ...about } = model;
  const converted = {
    ...adapter,
    model: about,
    ...(head && { head: asAdapterHubHead(head, name) }),
  };
  return { ...converted, model: { ...about, class: classOf(converted) } };
}

function toPeft(adapter: Adapter): Adapter {
  const { name, config, head, model } = adapter;
  if (!config || !isLora(config)) {
    throw inputError(
      `Cannot convert adapter "${name}" to PEFT's layout: it is ${
        config ? "a bottleneck" : "a head alone"
      }, expected a LoRA`,
    );
  }
  const { type } = model;
  if (type !== "bert" && type !== "roberta") {
    throw inputError(
      `Cannot convert adapter "${name}" to PEFT's layout: it is for a ${type}, expected a bert or a roberta`,
    );
  }
  const own = head && asOwnHead(head, type, name);
  return {
    ...adapter,
    ...(own && { head: own }),
    // With a head, the encoder is a part of its class; without, the whole model.
    model: { ...model, prefix: own ? `${type}.` : "" },
    peft: { stated: statedFor(adapter, config) },
  };
}

/** What PEFT would write for a LoRA that AdapterHub's files describe. */
function statedFor(
  { weights, head, model }: Adapter,
  config: LoraConfig,
): Record<string, unknown> {
  return plainPeftConfig({
    base_model_name_or_path: model.name,
    r: config.r,
    lora_alpha: config.alpha,
    lora_dropout: config.dropout,
    target_modules: config.attn_matrices.map((letter) => PARTS[letter]),
    task_type: head ? "SEQ_CLS" : null,
    auto_mapping: head ? null : mappingOf(model),
    ...(config.leave_out.length > 0 && {
      layers_to_transform: blocksOf(weights.keys()),
    }),
  });
}

/** Which class PEFT is to load, where no task says it. */
function mappingOf({ type }: ModelIdentity) {
  return {
    base_model_class: type === "bert" ? "BertModel" : "RobertaModel",
    parent_library: `transformers.models.${type}.modeling_${type}`,
  };
}

function blocksOf(names: Iterable<string>): number[] {
  const blocks = [...names].map((name) => Number(moduleOf(name).split(".")[2]));
  return [...new Set(blocks)].sort((a, b) => a - b);
}

/** Hugging Face's class that has the adapter's head. */
function classOf({ model, head }: Adapter): string {
  const family = model.type === "bert" ? "Bert" : "Roberta";
  const [map] = head?.config.maps ?? [];
  if (map?.startsWith("classifier")) {
    return `${family}ForSequenceClassification`;
  }
  return model.class || (map ? `${family}AdapterModel` : `${family}Model`);
}

/**
 * The refusal of an adapter whose files do not say its scaling.
 *
 * @param name Name of the adapter.
 */
function unscaled(name: string) {
  return inputError(
    `Cannot convert adapter "${name}": it was read without adapter_config.json, which says its scaling, expected one (or --lora-alpha)`,
  );
}

/**
 * Gives a LoRA that was read without `adapter_config.json` the scaling that its
 * files do not say.
 *
 * @param adapter The adapter.
 * @param alpha Numerator of the scaling, alpha / r.
 * @throws {Failure} If the adapter's files say it.
 */
export function withAlpha(adapter: Adapter, alpha: number): Adapter {
  const { name, config, head, model, peft, weights } = adapter;
  if (!peft || peft.stated || !config || !isLora(config)) {
    throw inputError(
      `Cannot give adapter "${name}" an alpha of ${alpha}: its files say what it has, expected a LoRA without adapter_config.json`,
    );
  }
  const modules = config.modules &&
    Object.fromEntries(
      Object.entries(config.modules).map((
        [module, { r }],
      ) => [module, { r, alpha }]),
    );
  const parts = [...weights.keys()].map((name) =>
    moduleOf(name).split(".").at(-1)
  );
  const stated = plainPeftConfig({
    base_model_name_or_path: model.name || null,
    r: config.r,
    lora_alpha: alpha,
    target_modules: [...new Set(parts)],
    task_type: head ? "SEQ_CLS" : null,
  });
  return {
    ...adapter,
    config: { ...config, alpha, ...(modules && { modules }) },
    peft: { stated },
  };
}
