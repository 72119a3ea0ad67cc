import { inputError } from "../../io/failure.ts";
import type { Weights } from "../../io/safetensors.ts";
import type { Gpu } from "../../gpu/gpu.ts";
import { average } from "../average.ts";

/** How a mixture is judged. */
export interface GreedySoupOptions {
  /** Accuracy of an adapter on validation data, 0 to 1. */
  readonly judge?: ((weights: Weights) => Promise<number>) | undefined;
}

/**
 * Averages adapters as long as that does not make the mixture worse.
 *
 * The best adapter alone comes first; then each other one, best first, stays in
 * if the mean with it is at least as good as without. Of equally good adapters
 * the first one is tried first.
 *
 * @param gpu Device to average on.
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options `judge`: accuracy on validation data, never on test data.
 * @throws {Failure} If nothing judges, or the adapters do not have the same tensors.
 * @see Wortsman et al. 2022, arXiv:2203.05482, recipe 1
 */
export async function greedySoup(
  gpu: Gpu,
  adapters: readonly Weights[],
  { judge }: GreedySoupOptions,
): Promise<Weights> {
  if (!judge) {
    throw inputError(
      "Cannot choose adapters for a soup: nothing judges them, expected validation data",
    );
  }
  const alone: { weights: Weights; accuracy: number }[] = [];
  for (const weights of adapters) {
    alone.push({ weights, accuracy: await judge(weights) });
  }
  const ordered = alone.toSorted((a, b) => b.accuracy - a.accuracy);
  let members: Weights[] = [];
  let soup = await average(gpu, adapters);
  let best = -Infinity;
  for (const { weights, accuracy } of ordered) {
    const wider = [...members, weights];
    const mixed = await average(gpu, wider);
    const found = wider.length === 1 ? accuracy : await judge(mixed);
    if (found < best) continue;
    [members, soup, best] = [wider, mixed, found];
  }
  return soup;
}
