/**
 * Reads an encoder from a model directory in Hugging Face's layout.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import { readJson } from "../io/json.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { type EncoderConfig, parseConfig } from "./config.ts";
import { readModelWeights } from "./weight_files.ts";

/** An encoder on the host, with whatever heads its file holds. */
export interface Checkpoint {
  /** Directory or name that it was read from. */
  readonly source: string;
  readonly config: EncoderConfig;
  /**
   * Weights under names without the model's prefix, e.g.
   * `encoder.layer.0.output.dense.weight` or `classifier.weight`.
   */
  readonly weights: Weights;
}

/**
 * Reads `config.json` and the weights, in one file or several, safetensors or
 * PyTorch's.
 *
 * @param directory The model directory.
 * @throws {Failure} If a file is missing, damaged or not of a known kind.
 */
export async function readCheckpoint(directory: string): Promise<Checkpoint> {
  const config = await readConfig(directory);
  const stored = await readModelWeights(directory);
  const weights = plainNames(stored, config, directory);
  return { source: directory, config, weights };
}

/**
 * Reads the `config.json` of a model directory.
 *
 * @throws {Failure} If it is missing, not JSON or not of a known kind.
 */
export async function readConfig(directory: string): Promise<EncoderConfig> {
  const path = `${directory}/config.json`;
  const value = await readJson(
    path,
    "a model directory with config.json, tokenizer.json and model.safetensors",
  );
  return parseConfig(value, path);
}

/** Names under their new forms, each of which may come from one tensor only. */
function plainNames(
  stored: Weights,
  { model_type }: EncoderConfig,
  source: string,
): Weights {
  const origins = new Map<string, string>();
  const weights = new Map<string, HostTensor>();
  for (const [storedName, tensor] of stored) {
    const name = plainName(storedName, model_type);
    const other = origins.get(name);
    if (other !== undefined) {
      throw inputError(
        `Cannot use "${source}": tensors "${other}" and "${storedName}" are both ${name}, expected one of them`,
      );
    }
    origins.set(name, storedName);
    weights.set(name, tensor);
  }
  return weights;
}

/** Takes the model's prefix off and gives old names of normalisation their new ones. */
function plainName(stored: string, type: EncoderConfig["model_type"]): string {
  const prefixes = ["model.", `${type}.`];
  const inner = prefixes.reduce(
    (name, prefix) =>
      name.startsWith(prefix) ? name.slice(prefix.length) : name,
    stored,
  );
  return inner
    .replace(/LayerNorm\.gamma$/, "LayerNorm.weight")
    .replace(/LayerNorm\.beta$/, "LayerNorm.bias");
}
