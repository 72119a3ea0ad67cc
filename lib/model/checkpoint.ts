/**
 * Reads an encoder from a model directory in Hugging Face's layout.
 *
 * @module
 */
import { readJson } from "../io/json.ts";
import { readSafetensors, type Weights } from "../io/safetensors.ts";
import { type EncoderConfig, parseConfig } from "./config.ts";

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
 * Reads `config.json` and `model.safetensors`.
 *
 * @param directory The model directory.
 * @throws {Failure} If a file is missing, damaged or not of a known kind.
 */
export async function readCheckpoint(directory: string): Promise<Checkpoint> {
  const config = await readConfig(directory);
  const path = `${directory}/model.safetensors`;
  const { weights } = await readSafetensors(path);
  return { source: directory, config, weights: plainNames(weights, config) };
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

/** Takes the model's prefix off and gives old names of normalisation their new ones. */
function plainNames(weights: Weights, config: EncoderConfig): Weights {
  const prefix = `${config.model_type}.`;
  return new Map(
    [...weights].map(([name, tensor]) => [
      (name.startsWith(prefix) ? name.slice(prefix.length) : name)
        .replace(/LayerNorm\.gamma$/, "LayerNorm.weight")
        .replace(/LayerNorm\.beta$/, "LayerNorm.bias"),
      tensor,
    ]),
  );
}
