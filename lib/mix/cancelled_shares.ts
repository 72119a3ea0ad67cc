import type { Weights } from "../io/safetensors.ts";
import { aligned } from "./aligned.ts";

/**
 * Share of the members' magnitude that averages lose to opposite signs.
 *
 * Of a weight that is 3 in one member and -1 in another one, 1 - 2/4 is lost. Zeros
 * cancel nothing: they make the average smaller, and its members' mean magnitude
 * as much.
 *
 * @param adapters The adapters' weights, without heads, of the same names and shapes.
 * @param mixtures Places of each mixture's members in the list.
 * @returns A share for each mixture, from 0 where no signs are opposite to 1 where
 * the average is zero; 0 for members that are zero.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 1
 */
export function cancelledShares(
  adapters: readonly Weights[],
  mixtures: readonly (readonly number[])[],
): number[] {
  const names = aligned(adapters).map(([name]) => name);
  return mixtures.map((members) => {
    let [kept, all] = [0, 0];
    for (const name of names) {
      const tensors = members.map((i) => adapters[i]!.get(name)!.data);
      const sums = magnitudes(tensors);
      kept += sums.kept;
      all += sums.all;
    }
    return all === 0 ? 0 : 1 - kept / all;
  });
}

/** Magnitude of the sum of tensors, and sum of their magnitudes. */
function magnitudes(tensors: readonly Float32Array[]) {
  let [kept, all] = [0, 0];
  const size = tensors[0]!.length;
  for (let i = 0; i < size; i++) {
    let [sum, magnitude] = [0, 0];
    for (let j = 0; j < tensors.length; j++) {
      const value = tensors[j]![i]!;
      sum += value;
      magnitude += Math.abs(value);
    }
    kept += Math.abs(sum);
    all += magnitude;
  }
  return { kept, all };
}
