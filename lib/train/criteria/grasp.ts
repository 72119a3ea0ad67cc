import type { Weights } from "../../io/safetensors.ts";
import { byTensor } from "../../mix/tensors.ts";
import type { LossGradient } from "./loss_gradient.ts";

/**
 * Length of the step at whose ends gradients are compared, as a share of the length
 * of the weights. On adapters of swish and on LoRAs, a third or three times of it
 * changes the product by 3 % at most; ten times of it is too far for the slopes of a
 * trained LoRA to change evenly, and a tenth lets float32's rounding show.
 */
const STEP = 1e-3;

/**
 * Scores weights by how much of the gradient's norm is lost without them: the weight
 * times the product of the Hessian with the gradient.
 *
 * The Hessian is not made: its product with the gradient is the difference of the
 * gradients at two points along it. Where a ReLU turns between them, that counts too.
 *
 * @param weights The adapter's weights, without head.
 * @param gradientAt Gradient of the loss.
 * @param among Names of the tensors that are pruned; the others count as constants.
 * @returns Scores of those tensors, below 0 where the norm grows without the weight;
 * 0 throughout if the weights or the gradient are.
 * @see Wang et al. 2020, arXiv:2002.07376, equation 8
 */
export async function grasp(
  weights: Weights,
  gradientAt: LossGradient,
  among: Iterable<string> = weights.keys(),
): Promise<Weights> {
  const names = new Set(among);
  const chosen = (all: Weights) =>
    new Map([...all].filter(([name]) => names.has(name)));
  const start = chosen(weights);
  const gradient = chosen(await gradientAt(weights));
  const [length, steepness] = [norm(start), norm(gradient)];
  if (length * steepness === 0) {
    return byTensor([start], ([values]) => values!.map(() => 0));
  }
  const h = STEP * length / steepness;
  const moved = (by: number) =>
    byTensor(
      [start, gradient],
      ([values, slopes]) => values!.map((v, i) => v + by * slopes![i]!),
    );
  const ahead = await gradientAt(new Map([...weights, ...moved(h)]));
  const behind = await gradientAt(new Map([...weights, ...moved(-h)]));
  return byTensor(
    [start, chosen(ahead), chosen(behind)],
    ([values, a, b]) => values!.map((v, i) => v * (a![i]! - b![i]!) / (2 * h)),
  );
}

/** Euclidean length of all tensors together. */
function norm(weights: Weights): number {
  let sum = 0;
  for (const { data } of weights.values()) {
    for (const value of data) sum += value * value;
  }
  return Math.sqrt(sum);
}
