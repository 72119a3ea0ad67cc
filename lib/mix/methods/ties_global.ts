import { nthMagnitude } from "../../math/nth_magnitude.ts";
import type { Weights } from "../../io/safetensors.ts";
import type { Numbers } from "../tensors.ts";
import { electSigns, meanOfElected } from "./elect.ts";
import type { TrimOptions } from "./magnitude_prune.ts";
import { mergeTaskVectors, type TaskVectorOptions } from "./task_vectors.ts";

/**
 * TIES as its authors merge: over all weights of an adapter together.
 *
 * Trim: of each adapter's d weights, those stay that are as large as the one at
 * place d - floor(density * d) from the smallest; so one more stays than
 * floor(density * d), and all that are equally large. Elect: the sign of the sum;
 * where it is 0, the sign that was elected more often, and minus if neither was.
 * Merge: the mean of the weights of the elected sign.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Coefficients, which multiply after the vote, usually 1; density,
 * usually 0.2; starting point, and lambda, usually 1.
 * @throws {Failure} If the adapters or the reference do not have the same tensors.
 * @see Yadav et al. 2023, arXiv:2306.01708, algorithm 1; prateeky2806/ties-merging,
 * `src/ties_minimal.ipynb`
 */
export function tiesGlobal(
  adapters: readonly Weights[],
  { coefficients, density, ...options }: TrimOptions & TaskVectorOptions,
): Weights {
  return mergeTaskVectors(adapters, options, (vectors) => {
    const kept = vectors.map((vector) => trim(vector, density));
    return meanOfElected(
      kept,
      resolved(electSigns(kept, "total")),
      coefficients,
    );
  });
}

function trim(vector: Numbers, density: number): Numbers {
  const place = vector.length - Math.floor(density * vector.length);
  if (place === 0) return vector;
  const least = nthMagnitude(vector, place);
  return vector.map((value) => Math.abs(value) >= least ? value : 0);
}

/** The signs with the majority's in place of those that are undecided. */
function resolved(signs: Int8Array): Int8Array {
  const balance = signs.reduce((sum, sign) => sum + sign, 0);
  const majority = balance > 0 ? 1 : -1;
  return signs.map((sign) => sign || majority);
}
