/**
 * Adapter directories in AdapterHub's layout.
 *
 * @module
 */
import { z } from "zod";
import { makeOutput, writeFileAtomic } from "../io/atomic.ts";
import { inputError } from "../io/failure.ts";
import { formatJson, readJson } from "../io/json.ts";
import { mismatch } from "../io/mismatch.ts";
import {
  readSafetensors,
  type Weights,
  writeSafetensors,
} from "../io/safetensors.ts";
import type { Adapter, AdapterHead, ModelIdentity } from "./adapter.ts";
import { type AdapterConfig, isLora, parseAdapterConfig } from "./config.ts";
import { formatHeadConfig, parseHeadConfig } from "./head_config.ts";
import {
  expectName,
  plainHeadName,
  plainName,
  storedHeadNames,
  storedNames,
} from "./names.ts";

/** Version of AdapterHub's library whose layout and rules the files follow. */
const VERSION = "adapters.1.2.0";

const FILES = {
  config: "adapter_config.json",
  weights: "adapter.safetensors",
  headConfig: "head_config.json",
  headWeights: "model_head.safetensors",
};

const identity = z.looseObject({
  model_type: z.enum(["bert", "roberta"]),
  hidden_size: z.int().positive(),
  model_name: z.string().nullish(),
  model_class: z.string().nullish(),
  name: z.string().min(1),
  version: z.string().optional(),
});

/**
 * Reads an adapter directory: an adapter, a head, or both.
 *
 * @param directory The directory.
 * @throws {Failure} If a file is missing, damaged or not supported.
 */
export async function readAdapter(directory: string): Promise<Adapter> {
  const has = await filesOf(directory);
  const head = has(FILES.headConfig) && has(FILES.headWeights)
    ? await readHead(directory)
    : undefined;
  if (head && !has(FILES.config)) {
    const path = `${directory}/${FILES.headConfig}`;
    const about = parseIdentity(await readJson(path, "a head"), path);
    return { ...about, weights: new Map(), head, metadata: head.metadata };
  }
  const path = `${directory}/${FILES.config}`;
  const value = await readJson(
    path,
    `an adapter directory with ${FILES.config} and ${FILES.weights}`,
  );
  const about = parseIdentity(value, path);
  const { config, version } = value as { config: unknown; version?: string };
  const { weights, metadata } = await readSafetensors(
    `${directory}/${FILES.weights}`,
  );
  return {
    ...about,
    config: asApplied(parseAdapterConfig(config, path), version),
    weights: renamed(weights, plainName, directory),
    ...(head && { head: { config: head.config, weights: head.weights } }),
    metadata,
  };
}

/**
 * Writes an adapter directory, whole or not at all.
 *
 * @param directory The directory to make.
 * @param adapter The adapter.
 * @param options `overwrite`: whether an existing directory may be replaced.
 * @throws {Failure} If the directory exists and may not be replaced, or if the
 * adapter's name has a dot.
 */
export async function writeAdapter(
  directory: string,
  adapter: Adapter,
  { overwrite }: { overwrite: boolean },
): Promise<void> {
  const { name, config, weights, head, model, metadata } = adapter;
  expectName(name);
  const about = {
    hidden_size: model.hidden,
    model_class: model.class,
    model_name: model.name,
    model_type: model.type,
    name,
    version: VERSION,
  };
  const extras = { metadata: { format: "pt", ...metadata } };
  await makeOutput(directory, { overwrite }, async (folder) => {
    const at = (file: string) => `${folder}/${file}`;
    if (config) {
      await writeFileAtomic(at(FILES.config), formatJson({ config, ...about }));
      const stored = storedNames(weights, { type: model.type, name });
      await writeSafetensors(at(FILES.weights), stored, extras);
    }
    if (head) {
      const stated = { ...formatHeadConfig(head.config), ...about };
      await writeFileAtomic(at(FILES.headConfig), formatJson(stated));
      const stored = storedHeadNames(head.weights, name);
      await writeSafetensors(at(FILES.headWeights), stored, extras);
    }
  });
}

async function readHead(
  directory: string,
): Promise<AdapterHead & { metadata: Readonly<Record<string, string>> }> {
  const path = `${directory}/${FILES.headConfig}`;
  const config = parseHeadConfig(await readJson(path, "a head"), path);
  const { weights, metadata } = await readSafetensors(
    `${directory}/${FILES.headWeights}`,
  );
  const named = renamed(weights, plainHeadName, directory);
  return { config, weights: named, metadata };
}

/** Tells which files are in a directory. */
async function filesOf(directory: string): Promise<(name: string) => boolean> {
  const names = new Set<string>();
  try {
    for await (const { name } of Deno.readDir(directory)) names.add(name);
  } catch (error) {
    throw inputError(
      `Cannot read "${directory}": there is no such directory, expected an adapter with ${FILES.config} and ${FILES.weights}`,
      error,
    );
  }
  return (name) => names.has(name);
}

function parseIdentity(
  value: unknown,
  path: string,
): { name: string; model: ModelIdentity } {
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
  };
}

/**
 * The configuration as its writer's library applied it: before 1.1.0, `adapters`
 * left LoRA's scaling out of the forward pass, so that it was 1.
 */
function asApplied(config: AdapterConfig, version = ""): AdapterConfig {
  const [, major, minor] = /^adapters\.(\d+)\.(\d+)/.exec(version) ?? [];
  const unscaled = major !== undefined &&
    (Number(major) < 1 || (Number(major) === 1 && Number(minor) < 1));
  return isLora(config) && unscaled ? { ...config, alpha: config.r } : config;
}

function renamed(
  weights: Weights,
  plain: (stored: string) => string | undefined,
  directory: string,
): Weights {
  return new Map(
    [...weights].map(([stored, tensor]) => {
      const name = plain(stored);
      if (name) return [name, tensor];
      throw inputError(
        `Cannot use "${directory}": it has a tensor "${stored}", expected only those of a bottleneck, a LoRA or a classification head`,
      );
    }),
  );
}
