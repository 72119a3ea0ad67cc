/**
 * What adapters started from, as far as their files tell it.
 *
 * @module
 */
import { random } from "../math/random.ts";
import { digestWeights } from "../io/digest.ts";
import type { Weights } from "../io/safetensors.ts";
import { type Adapter, drawAdapter, type EncoderSize } from "./adapter.ts";
import type { AdapterConfig } from "./config.ts";

/** The start of adapters whose files name one and the same. */
export interface StatedStart {
  /** Shape of the adapters. */
  readonly config: AdapterConfig;
  /** Seed of the initial weights, as the first file has it. */
  readonly seed: string;
  /** Hash of the initial weights, the same in all files. */
  readonly hash: string;
}

/**
 * The start that the files of some adapters name.
 *
 * @param adapters The adapters, at least one, of one kind.
 * @returns Nothing if one does not name it, or if they name different ones.
 */
export function statedStart(
  adapters: readonly Adapter[],
): StatedStart | undefined {
  const [{ config, metadata }] = adapters as [Adapter];
  const { adapter_seed: seed, initial_weights: hash } = metadata;
  const shared = adapters.every(({ metadata }) =>
    metadata.initial_weights === hash
  );
  return config && seed !== undefined && hash !== undefined && shared
    ? { config, seed, hash }
    : undefined;
}

/**
 * Draws the weights of a start anew.
 *
 * @param start What the files say.
 * @param encoder Size of the encoder that the adapters are for.
 * @returns The weights; nothing if the seed gives others than those of the hash.
 */
export function drawAnew(
  { config, seed, hash }: StatedStart,
  encoder: EncoderSize,
): Weights | undefined {
  const drawn = drawAdapter(config, encoder, random(Number(seed), "adapter"));
  return digestWeights(drawn) === hash ? drawn : undefined;
}
