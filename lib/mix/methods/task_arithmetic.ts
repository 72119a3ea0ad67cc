import { weightedSum } from "../../math/weighted_sum.ts";
import type { Weights } from "../../io/safetensors.ts";
import { mergeTaskVectors, type TaskVectorOptions } from "./task_vectors.ts";

/**
 * Task arithmetic: what the adapters learned, added to where they started.
 *
 * reference + lambda * sum of coefficient * (adapter - reference). With the usual
 * coefficients of 1, k copies of an adapter give k times what it learned; a lambda
 * of 0.3 to 0.5, chosen on validation data, is common.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options `coefficients`, a number for each; starting point and factor.
 * @throws {Failure} If the adapters or the reference do not have the same tensors.
 * @see Ilharco et al. 2022, arXiv:2212.04089, section 2
 */
export function taskArithmetic(
  adapters: readonly Weights[],
  { coefficients, ...options }: TaskVectorOptions & {
    readonly coefficients: readonly number[];
  },
): Weights {
  return mergeTaskVectors(
    adapters,
    options,
    (vectors) => weightedSum(vectors, coefficients),
  );
}
