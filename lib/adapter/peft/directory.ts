/**
 * Adapter directories in PEFT's layout: LoRA on the modules of any model.
 *
 * @module
 */
import { writeFileAtomic } from "../../io/atomic.ts";
import { inputError } from "../../io/failure.ts";
import { formatJson, readJson } from "../../io/json.ts";
import { readWeights } from "../../io/read_weights.ts";
import {
  type HostTensor,
  type Weights,
  writeSafetensors,
} from "../../io/safetensors.ts";
import type { Adapter, AdapterHead, ModelIdentity } from "../adapter.ts";
import type { ModuleRank } from "../config.ts";
import { asOwnHead } from "../convert_head.ts";
import { firstThere } from "../first_there.ts";
import type { Has } from "../folder.ts";
import { parsePeftConfig, type PeftConfig, statedRank } from "./config.ts";
import { formatPeftConfig } from "./format.ts";
import { expectSaved, savedHead } from "./head.ts";
import { encoderPrefix, partOf, peftName, plainModule } from "./names.ts";
import { type Factors, rankOf, shapeOf } from "./shape.ts";

/** Files of weights: what is written, and what is read if that is not there. */
export const PEFT_WEIGHTS = [
  "adapter_model.safetensors",
  "adapter_model.bin",
] as const;

const CONFIG = "adapter_config.json";

/**
 * Reads a directory in PEFT's layout.
 *
 * Without `adapter_config.json`, everything but the scaling is taken from the
 * tensors: such an adapter is compared and mixed with its like, and not run.
 *
 * @param directory The directory.
 * @param has Which files it has.
 * @param given What to call the adapter, if its files do not name it.
 * @throws {Failure} If a file is missing, damaged or no LoRA that is supported.
 */
export async function readPeft(
  directory: string,
  has: Has,
  given: string,
): Promise<Adapter> {
  const path = `${directory}/${CONFIG}`;
  const value = has(CONFIG) ? await readJson(path, "an adapter") : undefined;
  const stated = value === undefined ? undefined : parsePeftConfig(value, path);
  const file = await readWeights(
    `${directory}/${firstThere(has, PEFT_WEIGHTS)}`,
  );
  const { modules, saved } = sorted(file.weights, directory);
  expectSaved(saved.keys(), stated, directory);
  const prefix = encoderPrefix([...modules.keys()]);
  const model = identityOf(modules, stated, prefix);
  if (stated?.fan_in_fan_out && prefix) {
    throw inputError(
      `Cannot use "${path}": key "fan_in_fan_out" is true, expected false for a ${model.type}`,
    );
  }
  const ranks = ranksOf(modules, stated, directory);
  const plain = (name: string) => plainModule(name, prefix);
  const { format = "pt", name, labels, ...metadata } = file.metadata;
  return {
    name: name ?? given,
    config: shapeOf(
      new Map([...ranks].map(([module, rank]) => [plain(module), rank])),
      {
        dropout: stated?.lora_dropout ?? 0,
        chosen: (stated?.layers_to_transform ?? null) !== null,
      },
    ),
    weights: new Map(
      [...modules].flatMap(([module, { A, B }]) => [
        [`${plain(module)}.lora_A`, A!],
        [`${plain(module)}.lora_B`, B!],
      ]),
    ),
    ...(saved.size > 0 && {
      head: savedHead(
        new Map([...saved].map(([name, tensor]) => [plain(name), tensor])),
        model.type,
        parseLabels(labels),
      ),
    }),
    model,
    metadata: { format, ...metadata },
    peft: value === undefined
      ? {}
      : { stated: value as Record<string, unknown> },
  };
}

/**
 * Writes the files of PEFT's layout into a folder.
 *
 * @param folder The folder.
 * @param adapter A LoRA; an adapter that was read without `adapter_config.json` is
 * written without one.
 * @throws {Failure} If the layout cannot express the adapter or its head.
 */
export async function writePeft(
  folder: string,
  adapter: Adapter,
): Promise<void> {
  const { name, weights, model, metadata } = adapter;
  const head = adapter.head && asOwnHead(adapter.head, model.type, name);
  const stated = formatPeftConfig({ ...adapter, ...(head && { head }) });
  if (stated) await writeFileAtomic(`${folder}/${CONFIG}`, formatJson(stated));
  const { prefix = `${model.type}.` } = model;
  const stored = new Map(
    [...weights, ...head?.weights ?? []].map(([plain, tensor]) => [
      peftName(plain, prefix),
      tensor,
    ]),
  );
  const labels = labelsOf(head);
  await writeSafetensors(`${folder}/${PEFT_WEIGHTS[0]}`, stored, {
    metadata: {
      format: "pt",
      ...metadata,
      name,
      ...(labels && { labels: JSON.stringify(labels) }),
    },
  });
}

/** Puts tensors to their modules, and those of whole modules aside. */
function sorted(
  weights: Weights,
  source: string,
): { modules: Map<string, Factors>; saved: Map<string, HostTensor> } {
  const modules = new Map<string, Factors>();
  const saved = new Map<string, HostTensor>();
  for (const [stored, tensor] of weights) {
    const part = partOf(stored);
    if (part.kind === "original") continue;
    const factors = part.kind === "factor"
      ? modules.get(part.module) ?? {}
      : undefined;
    const twice = part.kind === "factor"
      ? factors![part.factor]
      : saved.has(part.name);
    if (twice) {
      throw inputError(
        `Cannot use "${source}": its tensor "${stored}" is there under another name too, expected the tensors of one adapter`,
      );
    }
    if (part.kind === "saved") saved.set(part.name, tensor);
    else modules.set(part.module, { ...factors, [part.factor]: tensor });
  }
  if (modules.size > 0) return { modules, saved };
  throw inputError(
    `Cannot use "${source}": none of its tensors is a LoRA factor, expected names that end in lora_A.weight or lora_B.weight`,
  );
}

/** Rank and alpha of each module; alpha is the rank where it is not known. */
function ranksOf(
  modules: ReadonlyMap<string, Factors>,
  stated: PeftConfig | undefined,
  source: string,
): Map<string, ModuleRank> {
  return new Map(
    [...modules].map(([module, factors]) => {
      const r = rankOf(module, factors, source);
      if (!stated) return [module, { r, alpha: r }];
      const rank = statedRank(stated, module, `${source}/${CONFIG}`);
      if (rank.r === r) return [module, rank];
      throw inputError(
        `Cannot use "${source}": module "${module}" has factors of rank ${r}, expected ${rank.r} as in ${CONFIG}`,
      );
    }),
  );
}

/** What the files say of the model. */
function identityOf(
  modules: ReadonlyMap<string, Factors>,
  stated: PeftConfig | undefined,
  prefix: string,
): ModelIdentity {
  const [{ A } = {}] = modules.values();
  const className = stated?.auto_mapping?.base_model_class ?? "";
  const [, family = ""] = /^(Bert|Roberta)[A-Z]/.exec(className) ?? [];
  const type = prefix.slice(0, -1) || family.toLowerCase();
  return {
    type,
    hidden: A?.shape.at(-1) ?? 0,
    name: stated?.base_model_name_or_path ?? "",
    class: className,
    ...(prefix !== `${type}.` && { prefix }),
  };
}

/** Names of the classes that our writer has noted, if it has. */
function parseLabels(noted: string | undefined): string[] | undefined {
  if (noted === undefined) return undefined;
  try {
    const labels: unknown = JSON.parse(noted);
    return Array.isArray(labels) && labels.every((l) => typeof l === "string")
      ? labels
      : undefined;
  } catch {
    return undefined; // another writer's metadata
  }
}

/** Names of the classes, unless they are but numbers. */
function labelsOf(
  head: AdapterHead | undefined,
): readonly string[] | undefined {
  const { labels = [] } = head?.config ?? {};
  const numbered = labels.every((label, id) => label === `LABEL_${id}`);
  return numbered ? undefined : labels;
}
