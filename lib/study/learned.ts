/**
 * Where a study's adapters started, and what they learned since.
 *
 * @module
 */
import { random } from "../math/random.ts";
import type { Weights } from "../io/safetensors.ts";
import { drawAdapter } from "../adapter/adapter.ts";
import { learnedWeights } from "../mix/learned_weights.ts";
import type { Bench } from "./bench.ts";
import { initialSeed } from "./train_stage.ts";

/**
 * Draws the weights that an adapter of the study starts from.
 *
 * @param bench Model, and shape of the adapters.
 * @param seed Seed of the weights.
 */
export function drawInitial(
  { config, model }: Pick<Bench, "config" | "model">,
  seed: number,
): Weights {
  return drawAdapter(config, model.config, random(seed, "adapter"));
}

/**
 * Trained less initial weights of every adapter.
 *
 * @param bench The study.
 * @returns The differences by name, in the adapters' order.
 */
export function learnedOf(bench: Bench): Map<string, Weights> {
  return new Map(
    [...bench.adapters].map(([name, { weights }], place) => {
      const initial = drawInitial(bench, initialSeed(bench, place));
      return [name, learnedWeights(weights, initial)];
    }),
  );
}
