/**
 * Adapters of every kind for a small encoder, and what a mixture of them does.
 *
 * @module
 */
import { random } from "../../lib/math/random.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import type { EncoderConfig } from "../../lib/model/config.ts";
import { drawAdapter } from "../../lib/adapter/adapter.ts";
import { isLora } from "../../lib/adapter/config.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import { deltaWeights } from "../../lib/mix/delta_weights.ts";
import type { Members, Mixture } from "../../lib/mix/method.ts";

/** Kinds whose mixtures are tried. */
export const triedKinds = ["pfeiffer", "houlsby", "lora"] as const;

/** A kind of adapter. */
export type TriedKind = typeof triedKinds[number];

const ENCODER = { hidden_size: 12, num_hidden_layers: 2 } as EncoderConfig;

/**
 * Adapters of a kind, none of whose matrices is zero.
 *
 * @param kind The kind; a LoRA has rank 2 and a scaling of 4.
 * @param seeds A seed for each adapter.
 */
export function madeMembers(
  kind: TriedKind,
  seeds: readonly number[],
): Members {
  const config = kinds[kind]({ hidden: 12, width: 2, alpha: 8 });
  const drawn = { ...config, init_weights: "bert" } as typeof config;
  const adapters = seeds.map((seed) => {
    const { normal } = random(seed, "biases");
    return new Map(
      [...drawAdapter(drawn, ENCODER, random(seed, "adapter"))]
        .map(([name, { shape, data }]) => {
          const own = data.map((v) => shape.length === 1 ? normal() : 50 * v);
          return [name, { shape, data: own }];
        }),
    );
  });
  return { adapters, config };
}

/**
 * What an adapter does: what a LoRA adds to the weights, scaling included; of a
 * bottleneck, its weights.
 */
export function effectOf({ weights, config }: Mixture): Weights {
  if (!isLora(config)) return weights;
  const scaling = config.alpha / config.r;
  return new Map(
    [...deltaWeights(weights)].map(([name, { shape, data }]) => {
      return [name, { shape, data: data.map((v) => scaling * v) }];
    }),
  );
}
