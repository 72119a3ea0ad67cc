import { weightedSum } from "../../math/weighted_sum.ts";
import type { Weights } from "../../io/safetensors.ts";
import { byTensor } from "../tensors.ts";

/**
 * The sum of the adapters, each times its coefficient, tensor by tensor.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options `coefficients`: a number for each; they need not add up to 1.
 * @returns The sum; of one adapter at 1, its own weights bit for bit.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see PEFT, `utils/merge_utils.py`, `task_arithmetic`
 */
export function linear(
  adapters: readonly Weights[],
  { coefficients }: { readonly coefficients: readonly number[] },
): Weights {
  return byTensor(adapters, (parts) => weightedSum(parts, coefficients));
}
