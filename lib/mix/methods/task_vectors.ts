import { weightedSum } from "../../math/weighted_sum.ts";
import type { Weights } from "../../io/safetensors.ts";
import { asOneVector, type Numbers } from "../tensors.ts";

/** Where task vectors start, and how far to go along their mixture. */
export interface TaskVectorOptions {
  /** Where they start, of the adapters' names and shapes; zero by default. */
  readonly reference?: Weights | undefined;
  /** What the merged vector is multiplied with; 1 by default. */
  readonly lambda?: number | undefined;
}

/**
 * Merges what adapters learned since a starting point, and adds it to that point.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Starting point and factor.
 * @param merge Merges the differences from the starting point, all tensors of an
 * adapter end to end.
 * @returns reference + lambda * merged.
 * @throws {Failure} If the adapters or the reference do not have the same tensors.
 * @see Ilharco et al. 2022, arXiv:2212.04089, section 2
 */
export function mergeTaskVectors(
  adapters: readonly Weights[],
  { reference, lambda = 1 }: TaskVectorOptions,
  merge: (vectors: readonly Numbers[]) => Numbers,
): Weights {
  if (!reference) {
    return asOneVector(
      adapters,
      (vectors) => weightedSum([merge(vectors)], [lambda]),
    );
  }
  return asOneVector([reference, ...adapters], ([start, ...ends]) => {
    const learned = ends.map((end) => weightedSum([end, start!], [1, -1]));
    return weightedSum([start!, merge(learned)], [1, lambda]);
  });
}
