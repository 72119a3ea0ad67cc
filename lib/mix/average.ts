import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { weightedMean } from "../ops/weighted_mean.ts";
import { emptyArena, fillArena, layOut } from "../model/arena.ts";
import { aligned } from "./aligned.ts";
import { coefficientsOf, normalised } from "./coefficients.ts";

/** Weights, of all adapters together, that are averaged at one time: 64 MiB. */
const MAX_WEIGHTS = 2 ** 24;

/** How much each adapter counts. */
export interface AverageOptions {
  /** A number for each, of which only the proportions count; all alike by default. */
  readonly coefficients?: readonly number[] | undefined;
}

/**
 * The mixture of adapters, uniform if nothing is said: the mean of every tensor.
 *
 * Of a LoRA, the two factors are averaged each by itself, as AdapterHub does.
 *
 * @param gpu Device to mix on.
 * @param adapters The adapters' weights, without heads, of the same names and
 * shapes.
 * @param options How much each adapter counts.
 * @returns The mean in float32; of one adapter, its own weights bit for bit.
 * @throws {Failure} If there is no adapter, if they do not have the same tensors,
 * or if there is not one coefficient for each, of a sum that is not 0.
 * @see Nguyen and Le 2024, arXiv:2402.10639, equation 1
 */
export async function average(
  gpu: Gpu,
  adapters: readonly Weights[],
  { coefficients }: AverageOptions = {},
): Promise<Weights> {
  const layout = layOut(aligned(adapters));
  const arenas = adapters.map((weights) => fillArena(layout, weights));
  const count = adapters.length;
  const shares = normalised(coefficientsOf(count, coefficients, "sum"));
  const mean = new Float32Array(layout.size);
  const columns = 4 * Math.ceil(MAX_WEIGHTS / count / 4);
  for (let start = 0; start < layout.size; start += columns) {
    const parts = arenas.map((arena) => arena.subarray(start, start + columns));
    mean.set(await meanOf(gpu, parts, shares), start);
  }
  return emptyArena(layout, mean);
}

/** Mean of vectors of one length. */
function meanOf(
  gpu: Gpu,
  vectors: readonly Float32Array[],
  shares: readonly number[],
): Promise<Float32Array> {
  using _ = gpu.scope();
  const count = vectors.length;
  const [{ length } = { length: 0 }] = vectors;
  const stacked = new Float32Array(count * length);
  vectors.forEach((vector, i) => stacked.set(vector, i * length));
  return gpu.read(weightedMean(
    gpu.tensor([count, length], stacked),
    gpu.tensor([1, count], new Float32Array(shares)),
  ));
}
