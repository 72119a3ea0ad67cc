import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { countSigns, type Pair } from "./sign_counts.ts";

/**
 * Fraction of each member's weights whose sign a mixture turns round.
 *
 * Not the fraction of sign difference of the members: that compares them with
 * each other, this one with what became of them.
 *
 * @param gpu Device to count on.
 * @param members The mixed adapters' weights, without heads.
 * @param mixture The mixture's weights, of the same names and shapes.
 * @returns A fraction of all weights for each member, from 0 to 1; a weight that
 * is zero in either has no sign and is not counted as turned.
 * @throws {Failure} If they do not have the same tensors.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 6 and 15
 */
export async function changedSigns(
  gpu: Gpu,
  members: readonly Weights[],
  mixture: Weights,
): Promise<number[]> {
  const pairs = members.map((_, i): Pair => [0, i + 1]);
  const tensors = [
    ...(await countSigns(gpu, [mixture, ...members], pairs)).values(),
  ];
  const size = tensors.reduce((sum, { size }) => sum + size, 0);
  return members.map((_, i) =>
    size === 0
      ? 0
      : tensors.reduce((sum, { opposite }) => sum + opposite[i]!, 0) / size
  );
}
