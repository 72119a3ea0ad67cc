import { random } from "../../math/random.ts";
import type { Weights } from "../../io/safetensors.ts";
import { byTensor } from "../tensors.ts";

/**
 * Scores weights by chance alone, so that all choices are equally likely.
 *
 * @param weights The weights; only their names and sizes are looked at.
 * @param seed Whole number that fixes the scores, of each tensor by its name.
 * @returns Numbers from 0 (included) to 1 (excluded), by the same names.
 * @see He et al. 2022, arXiv:2210.04284, section 3.2
 */
export function randomScores(weights: Weights, seed: number): Weights {
  return byTensor([weights], ([data], name) => {
    const stream = random(seed, `prune/${name}`);
    return data!.map(() => stream.uniform());
  });
}
