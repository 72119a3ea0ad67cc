import type { Weights } from "../../io/safetensors.ts";
import { byTensor } from "../../mix/tensors.ts";
import type { LossGradient } from "./loss_gradient.ts";

/**
 * Scores weights by how much the loss reacts to each of them fading: the magnitude
 * of the weight times the gradient there.
 *
 * @param weights The adapter's weights, without head.
 * @param gradientAt Gradient of the loss.
 * @returns Scores from 0, by the same names.
 * @see Lee et al. 2019, arXiv:1810.02340, section 4
 */
export async function snip(
  weights: Weights,
  gradientAt: LossGradient,
): Promise<Weights> {
  return byTensor(
    [weights, await gradientAt(weights)],
    ([values, slopes]) => values!.map((v, i) => Math.abs(v * slopes![i]!)),
  );
}
