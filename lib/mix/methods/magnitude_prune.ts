import { weightedSum } from "../../math/weighted_sum.ts";
import type { Weights } from "../../io/safetensors.ts";
import { keepLargest } from "../keep_largest.ts";
import { byTensor } from "../tensors.ts";

/** How much each adapter counts, and how much of it is kept. */
export interface TrimOptions {
  /** A number for each adapter. */
  readonly coefficients: readonly number[];
  /** Share of each tensor that is kept, 0 to 1: floor(density * n) of n weights. */
  readonly density: number;
}

/**
 * Keeps the largest weights of each tensor of each adapter, and adds what is kept.
 *
 * Removed weights count as zeros.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Coefficients and density.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see PEFT, `utils/merge_utils.py`, `magnitude_prune`
 */
export function magnitudePrune(
  adapters: readonly Weights[],
  { coefficients, density }: TrimOptions,
): Weights {
  return byTensor(
    adapters,
    (parts) => weightedSum(trimmed(parts, density), coefficients),
  );
}

/** Keeps the same share of the largest numbers of each vector. */
export function trimmed(
  vectors: readonly Float32Array<ArrayBuffer>[],
  density: number,
): Float32Array<ArrayBuffer>[] {
  return vectors.map((vector) =>
    keepLargest(vector, Math.floor(density * vector.length))
  );
}
