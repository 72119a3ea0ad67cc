import type { Weights } from "../../io/safetensors.ts";
import { byTensor } from "../tensors.ts";

/**
 * Scores weights by their magnitude.
 *
 * @param weights The weights.
 * @returns Their absolute values, by the same names.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 2
 */
export function magnitude(weights: Weights): Weights {
  return byTensor([weights], ([data]) => data!.map(Math.abs));
}
