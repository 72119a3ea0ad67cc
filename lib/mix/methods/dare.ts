/**
 * DARE: dropping weights at random and enlarging the others.
 *
 * @module
 */
import { random } from "../../math/random.ts";
import { weightedSum } from "../../math/weighted_sum.ts";
import { inputError } from "../../io/failure.ts";
import type { Weights } from "../../io/safetensors.ts";
import { byTensor, type Numbers } from "../tensors.ts";
import { merge, type TiesOptions } from "./ties.ts";

/** What is kept and drawn, and how signs are elected. */
export interface DareOptions extends TiesOptions {
  /** Seed of the draws; 42 by default. */
  readonly seed?: number | undefined;
}

/**
 * Drops weights of each adapter at random, and adds what is left, enlarged so
 * that the expected sum is that of the whole adapters.
 *
 * Each weight is kept with a probability of `density` and divided by it. What is
 * dropped depends on the seed, the adapter's place and the tensor's name.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Coefficients, density and seed.
 * @throws {Failure} If the density is 0, or the adapters do not have the same
 * tensors.
 * @see Yu et al. 2023, arXiv:2311.03099, section 3.2; PEFT, `dare_linear`
 */
export function dareLinear(
  adapters: readonly Weights[],
  { coefficients, ...options }: DareOptions,
): Weights {
  return byTensor(
    adapters,
    (parts, name) => weightedSum(dropped(parts, name, options), coefficients),
  );
}

/**
 * Drops weights of each adapter at random, and merges what is left by the signs
 * that it elects, as `ties()` does.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Coefficients, density, seed and sign rule.
 * @throws {Failure} As {@linkcode dareLinear}.
 * @see Yu et al. 2023, arXiv:2311.03099; PEFT, `utils/merge_utils.py`, `dare_ties`
 */
export function dareTies(
  adapters: readonly Weights[],
  { coefficients, signs, ...options }: DareOptions,
): Weights {
  return byTensor(
    adapters,
    (parts, name) => merge(dropped(parts, name, options), coefficients, signs),
  );
}

function dropped(
  parts: readonly Numbers[],
  name: string,
  { density, seed = 42 }: Pick<DareOptions, "density" | "seed">,
): Numbers[] {
  if (!(density > 0)) {
    throw inputError(
      `Cannot drop weights at random: density is ${density}, expected a number above 0`,
    );
  }
  return parts.map((part, place) => {
    const { uniform } = random(seed, `dare/${place}/${name}`);
    return part.map((value) => uniform() < density ? value / density : 0);
  });
}
