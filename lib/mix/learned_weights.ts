import { weightedSum } from "../math/weighted_sum.ts";
import type { Weights } from "../io/safetensors.ts";
import { byTensor } from "./tensors.ts";

/**
 * What an adapter learned: its weights less those that it started from.
 *
 * @param weights The adapter's weights, without head.
 * @param initial What it started from, of the same names and shapes.
 * @returns The differences, sorted by name.
 * @throws {Failure} If the two do not have the same tensors.
 */
export function learnedWeights(weights: Weights, initial: Weights): Weights {
  return byTensor(
    [weights, initial],
    ([end, start]) => weightedSum([end!, start!], [1, -1]),
  );
}
