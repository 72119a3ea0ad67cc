import { random } from "../math/random.ts";
import { digestWeights } from "../io/digest.ts";
import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { EncoderConfig } from "../model/config.ts";
import { type Adapter, drawAdapter } from "./adapter.ts";

/**
 * The weights that adapters started from, drawn anew from the seed in their files.
 *
 * What an adapter learned is its difference from these.
 *
 * @param adapters The adapters, at least one, of one kind.
 * @param encoder Shape of the encoder that they are for.
 * @throws {Failure} If their files do not say that they started from the same
 * weights, or if the seed gives others.
 */
export function initialReference(
  adapters: readonly Adapter[],
  encoder: EncoderConfig,
): Weights {
  const [{ config, metadata }] = adapters as [Adapter];
  const { adapter_seed: seed, initial_weights: hash } = metadata;
  const shared = hash !== undefined &&
    adapters.every(({ metadata }) => metadata.initial_weights === hash);
  if (!config || seed === undefined || !shared) {
    throw inputError(
      "Cannot draw the initial weights anew: the adapters' files do not say that they started alike, expected one adapter_seed and initial_weights in all of them",
    );
  }
  const drawn = drawAdapter(config, encoder, random(Number(seed), "adapter"));
  if (digestWeights(drawn) === hash) return drawn;
  throw inputError(
    `Cannot draw the initial weights anew: seed ${seed} gives others than those that the adapters started from, expected their hash ${hash}`,
  );
}
