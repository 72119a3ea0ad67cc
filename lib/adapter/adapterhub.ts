/**
 * Adapter directories in AdapterHub's layout.
 *
 * @module
 */
import { z } from "zod";
import { writeFileAtomic } from "../io/atomic.ts";
import { inputError } from "../io/failure.ts";
import { formatJson, readJson } from "../io/json.ts";
import { mismatch } from "../io/mismatch.ts";
import { readWeights } from "../io/read_weights.ts";
import {
  type HostTensor,
  type Weights,
  writeSafetensors,
} from "../io/safetensors.ts";
import type { Adapter, AdapterHead, ModelIdentity } from "./adapter.ts";
import { isLora, parseAdapterConfig } from "./config.ts";
import { firstThere } from "./first_there.ts";
import type { Has } from "./folder.ts";
import { formatHeadConfig, parseHeadConfig } from "./head_config.ts";
import {
  expectName,
  plainHeadName,
  plainName,
  prefixOf,
  storedHeadNames,
  storedNames,
} from "./names.ts";
import { asApplied, inTodaysTerms } from "./versions.ts";

/** Version of AdapterHub's library whose layout and rules the files follow. */
const VERSION = "adapters.1.2.0";

const CONFIG = "adapter_config.json";
const HEAD_CONFIG = "head_config.json";

/** Files of weights: what is written, and what is read if that is not there. */
const WEIGHTS = ["adapter.safetensors", "pytorch_adapter.bin"] as const;
const HEAD_WEIGHTS = [
  "model_head.safetensors",
  "pytorch_model_head.bin",
] as const;

const identity = z.looseObject({
  model_type: z.string().min(1),
  hidden_size: z.int().positive(),
  model_name: z.string().nullish(),
  model_class: z.string().nullish(),
  name: z.string().min(1),
  version: z.string().optional(),
});

/**
 * Reads a directory in AdapterHub's layout: an adapter, a head, or both.
 *
 * @param directory The directory.
 * @param has Which files it has.
 * @throws {Failure} If a file is missing, damaged or not supported.
 */
export async function readAdapterHub(
  directory: string,
  has: Has,
): Promise<Adapter> {
  const head = has(HEAD_CONFIG) && HEAD_WEIGHTS.some(has)
    ? await readHead(directory, has)
    : undefined;
  if (head && !has(CONFIG)) {
    const path = `${directory}/${HEAD_CONFIG}`;
    const about = parseIdentity(await readJson(path, "a head"), path);
    return {
      name: about.name,
      model: about.model,
      weights: new Map(),
      head,
      metadata: head.metadata,
    };
  }
  const path = `${directory}/${CONFIG}`;
  const value = await readJson(
    path,
    `an adapter directory with ${CONFIG} and ${WEIGHTS[0]}`,
  );
  const { name, model, version } = parseIdentity(value, path);
  const stated = inTodaysTerms((value as { config: unknown }).config, version);
  const config = asApplied(parseAdapterConfig(stated, path), version);
  const { weights, metadata } = await readWeights(
    `${directory}/${firstThere(has, WEIGHTS)}`,
  );
  return {
    name,
    config,
    weights: renamed(weights, plainName, directory),
    ...(head && { head: { config: head.config, weights: head.weights } }),
    model: withPrefix(model, weights),
    metadata,
  };
}

/**
 * Writes the files of AdapterHub's layout into a folder.
 *
 * @param folder The folder.
 * @param adapter The adapter.
 * @throws {Failure} If the layout cannot express the adapter, or if its name has
 * a dot.
 */
export async function writeAdapterHub(
  folder: string,
  { name, config, weights, head, model, metadata }: Adapter,
): Promise<void> {
  expectName(name);
  if (config && isLora(config) && config.modules) {
    throw inputError(
      `Cannot write adapter "${name}" in AdapterHub's layout: its LoRA is not the same on attention projections of every block, expected one that is (or PEFT's layout)`,
    );
  }
  const about = {
    hidden_size: model.hidden,
    model_class: model.class,
    model_name: model.name,
    model_type: model.type,
    name,
    version: VERSION,
  };
  const extras = { metadata: { format: "pt", ...metadata } };
  const at = (file: string) => `${folder}/${file}`;
  if (config) {
    const { prefix = `${model.type}.` } = model;
    await writeFileAtomic(at(CONFIG), formatJson({ config, ...about }));
    const stored = storedNames(weights, { prefix, name });
    await writeSafetensors(at(WEIGHTS[0]), stored, extras);
  }
  if (head) {
    const stated = { ...formatHeadConfig(head.config), ...about };
    await writeFileAtomic(at(HEAD_CONFIG), formatJson(stated));
    const stored = storedHeadNames(head.weights, name);
    await writeSafetensors(at(HEAD_WEIGHTS[0]), stored, extras);
  }
}

async function readHead(
  directory: string,
  has: Has,
): Promise<AdapterHead & { metadata: Readonly<Record<string, string>> }> {
  const path = `${directory}/${HEAD_CONFIG}`;
  const config = parseHeadConfig(await readJson(path, "a head"), path);
  const { weights, metadata } = await readWeights(
    `${directory}/${firstThere(has, HEAD_WEIGHTS)}`,
  );
  const named = renamed(weights, plainHeadName, directory);
  return { config, weights: named, metadata };
}

function parseIdentity(
  value: unknown,
  path: string,
): { name: string; model: ModelIdentity; version?: string } {
  const { success, data, error } = identity.safeParse(value);
  if (!success) {
    throw inputError(`Cannot use "${path}": ${mismatch(value, error)}`);
  }
  return {
    name: data.name,
    model: {
      type: data.model_type,
      hidden: data.hidden_size,
      name: data.model_name ?? "",
      class: data.model_class ?? "",
    },
    ...(data.version !== undefined && { version: data.version }),
  };
}

/** Notes what the stored names start with, where that is not the model's type. */
function withPrefix(model: ModelIdentity, stored: Weights): ModelIdentity {
  const [first = ""] = stored.keys();
  const prefix = prefixOf(first);
  return prefix === `${model.type}.` ? model : { ...model, prefix };
}

function renamed(
  weights: Weights,
  plain: (stored: string) => string | undefined,
  directory: string,
): Weights {
  const named = new Map<string, HostTensor>();
  for (const [stored, tensor] of weights) {
    const name = plain(stored);
    if (!name) {
      throw inputError(
        `Cannot use "${directory}": it has a tensor "${stored}", expected only those of a bottleneck, a LoRA or a classification head`,
      );
    }
    if (named.has(name)) {
      throw inputError(
        `Cannot use "${directory}": its tensor "${stored}" is a second "${name}", expected the tensors of one adapter`,
      );
    }
    named.set(name, tensor);
  }
  return named;
}
