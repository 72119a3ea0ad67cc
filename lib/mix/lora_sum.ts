import { lowRankOfProduct } from "../math/linear_algebra.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { aligned } from "./aligned.ts";
import { factorPairs } from "./delta_weights.ts";
import { abreast, stacked } from "./joined_matrices.ts";

/**
 * The factors of a LoRA whose products are nearest to a sum of LoRAs' products, each
 * times a coefficient; none of the products is multiplied out.
 *
 * The sum is that of the columns of all B, times their coefficients, with the rows of
 * all A, so that its rank is at most that of all adapters together.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param coefficientsAt A number for each adapter, by name of the module.
 * @returns Factors of the rank and with the names of the first adapter.
 * @throws {Failure} If the adapters do not have the same tensors, or one is no
 * factor of a LoRA.
 */
export function factoriseSum(
  adapters: readonly Weights[],
  coefficientsAt: (module: string) => readonly number[],
): Weights {
  aligned(adapters);
  const [like] = adapters as [Weights];
  const result = new Map<string, HostTensor>();
  for (const { module, first, second } of factorPairs(like)) {
    const [rank = 0, ins = 0] = like.get(first)!.shape;
    const [outs = 0] = like.get(second)!.shape;
    const seconds = adapters.map((weights) => weights.get(second)!);
    const firsts = adapters.map((weights) => weights.get(first)!);
    const { left, right } = lowRankOfProduct(
      abreast(seconds, coefficientsAt(module)),
      stacked(firsts),
      rank,
    );
    result.set(first, { shape: [rank, ins], data: new Float32Array(right) });
    result.set(second, { shape: [outs, rank], data: new Float32Array(left) });
  }
  return new Map([...like.keys()].map((name) => [name, result.get(name)!]));
}
