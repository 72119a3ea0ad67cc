import { random } from "../../math/random.ts";
import { digestWeights } from "../../io/digest.ts";
import type { Weights } from "../../io/safetensors.ts";
import type { EncoderConfig } from "../../model/config.ts";
import { type Adapter, drawAdapter } from "../../adapter/adapter.ts";
import { blockOf } from "../block_of.ts";

/**
 * What adapters started from, drawn anew from the seed in their files.
 *
 * @param members Adapters of one group.
 * @returns The weights; nothing if the files do not say that all of them started
 * there, or if the draw is not what they say.
 */
export function startOf(members: readonly Adapter[]): Weights | undefined {
  const [{ config, model, weights, metadata }] = members as [Adapter];
  const { adapter_seed: seed, initial_weights: hash } = metadata;
  const shared = members.every(({ metadata }) =>
    metadata.initial_weights === hash
  );
  if (!config || seed === undefined || hash === undefined || !shared) {
    return undefined;
  }
  const shape: Pick<EncoderConfig, "hidden_size" | "num_hidden_layers"> = {
    hidden_size: model.hidden,
    num_hidden_layers: 1 + Math.max(...[...weights.keys()].map(blockOf)),
  };
  const drawn = drawAdapter(
    config,
    shape as EncoderConfig,
    random(Number(seed), "adapter"),
  );
  return digestWeights(drawn) === hash ? drawn : undefined;
}
