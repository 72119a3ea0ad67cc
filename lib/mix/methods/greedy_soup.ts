import { inputError } from "../../io/failure.ts";
import type { Weights } from "../../io/safetensors.ts";
import type { Gpu } from "../../gpu/gpu.ts";
import { aligned } from "../aligned.ts";
import { average } from "../average.ts";

/** How a mixture is judged. */
export interface GreedySoupOptions {
  /** Accuracy of an adapter on validation data, 0 to 1. */
  readonly judge?: ((weights: Weights) => Promise<number>) | undefined;
}

/**
 * Chooses adapters as long as their mean does not become worse.
 *
 * The best adapter alone comes first; then each other one, best first, stays in
 * if the mean with it is at least as good as without. Of equally good adapters
 * the first one is tried first.
 *
 * @param gpu Device to average on.
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options `judge`: accuracy on validation data, never on test data.
 * @returns Their places, the best adapter first.
 * @throws {Failure} If nothing judges, or the adapters do not have the same tensors.
 * @see Wortsman et al. 2022, arXiv:2203.05482, recipe 1
 */
export async function greedySoup(
  gpu: Gpu,
  adapters: readonly Weights[],
  { judge }: GreedySoupOptions,
): Promise<readonly number[]> {
  if (!judge) {
    throw inputError(
      "Cannot choose adapters for a soup: nothing judges them, expected validation data",
    );
  }
  aligned(adapters); // so that those of other tensors are refused at once
  const alone: { place: number; accuracy: number }[] = [];
  for (const [place, weights] of adapters.entries()) {
    alone.push({ place, accuracy: await judge(weights) });
  }
  const ordered = alone.toSorted((a, b) => b.accuracy - a.accuracy);
  let members: number[] = [];
  let best = -Infinity;
  for (const { place, accuracy } of ordered) {
    const wider = [...members, place];
    const found = wider.length === 1
      ? accuracy
      : await judge(await average(gpu, wider.map((at) => adapters[at]!)));
    if (found < best) continue;
    [members, best] = [wider, found];
  }
  return members;
}
