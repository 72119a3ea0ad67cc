/**
 * Heads in PEFT's files: modules that were trained whole.
 *
 * @module
 */
import { inputError } from "../../io/failure.ts";
import type { Weights } from "../../io/safetensors.ts";
import { bertHead, type HeadConfig, robertaHead } from "../../model/head.ts";
import type { AdapterHead } from "../adapter.ts";
import type { PeftConfig } from "./config.ts";

/** What PEFT adds to `modules_to_save` of a classifier by itself. */
const CLASSIFIERS = ["classifier", "score"];

/**
 * Checks that every tensor beside the factors belongs to a module that was to be
 * saved whole; anything else is of a variant that is not known.
 *
 * @param names The tensors' names in the model.
 * @param config The configuration; classifiers are taken without one.
 * @param source Where they come from, for errors.
 * @throws {Failure} If one does not.
 */
export function expectSaved(
  names: Iterable<string>,
  config: PeftConfig | undefined,
  source: string,
): void {
  for (const name of names) {
    if (isSaved(name, config)) continue;
    throw inputError(
      `Cannot use "${source}": it has a tensor "${name}", expected only LoRA factors and modules_to_save`,
    );
  }
}

/**
 * Whether a tensor belongs to a module that is saved whole.
 *
 * @param name The tensor's name in the model.
 * @param config The configuration; classifiers are saved without one.
 */
export function isSaved(name: string, config: PeftConfig | undefined): boolean {
  const classifies = !config || (config.task_type ?? "").endsWith("_CLS");
  const saved = [
    ...(config?.modules_to_save ?? []),
    ...(classifies ? CLASSIFIERS : []),
  ];
  const parts = name.split(".");
  const modules = parts.slice(1).map((_, i) => parts.slice(0, i + 1).join("."));
  // As PEFT finds them: "classifier" saves "pre_classifier" too.
  return modules.some((module) => saved.some((end) => module.endsWith(end)));
}

/**
 * The head that the saved modules are.
 *
 * @param weights Their tensors under our names.
 * @param type The model's type.
 * @param labels Names of the classes, if they are known.
 * @returns Hugging Face's own head of a BERT or RoBERTa; else the modules as they
 * are, to be carried from file to file.
 */
export function savedHead(
  weights: Weights,
  type: string,
  labels: readonly string[] | undefined,
): AdapterHead {
  const maps = [...weights.keys()].filter((name) => name.endsWith(".weight"))
    .map((name) => name.slice(0, -".weight".length));
  const own = ownHead(maps.filter((name) => name !== "pooler.dense"), type);
  const last = weights.get(`${(own ?? { maps }).maps.at(-1)}.weight`);
  const [classes = 0] = last?.shape ?? [];
  const count = own ? Math.min(classes, last?.data.length ?? 0) : 0;
  const names = labels?.length === count ? labels : numbered(count);
  const config = own ? { ...own, labels: names } : {
    labels: names,
    maps,
    pooler: false,
  };
  return { config, weights };
}

function numbered(count: number): string[] {
  return Array.from({ length: count }, (_, id) => `LABEL_${id}`);
}

/** Hugging Face's own head of a type of model, if it has these maps. */
function ownHead(
  maps: readonly string[],
  type: string,
): HeadConfig | undefined {
  const known = type === "bert"
    ? bertHead([])
    : type === "roberta"
    ? robertaHead([])
    : undefined;
  return known && `${known.maps}` === `${[...maps].sort()}` ? known : undefined;
}
