import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { weightedMean } from "../ops/weighted_mean.ts";
import { emptyArena, fillArena, layOut } from "../model/arena.ts";
import { aligned } from "./aligned.ts";

/** Weights, of all adapters together, that are averaged at one time: 64 MiB. */
const MAX_WEIGHTS = 2 ** 24;

/**
 * The uniform mixture of adapters: the mean of every tensor.
 *
 * Of a LoRA, the two factors are averaged each by itself, as AdapterHub does.
 *
 * @param gpu Device to mix on.
 * @param adapters The adapters' weights, without heads, of the same names and
 * shapes.
 * @returns The mean in float32; of one adapter, its own weights bit for bit.
 * @throws {Failure} If there is no adapter, or they do not have the same tensors.
 * @see Nguyen and Le 2024, arXiv:2402.10639, equation 1
 */
export async function average(
  gpu: Gpu,
  adapters: readonly Weights[],
): Promise<Weights> {
  const layout = layOut(aligned(adapters));
  const arenas = adapters.map((weights) => fillArena(layout, weights));
  const mean = new Float32Array(layout.size);
  const columns = 4 * Math.ceil(MAX_WEIGHTS / adapters.length / 4);
  for (let start = 0; start < layout.size; start += columns) {
    const parts = arenas.map((arena) => arena.subarray(start, start + columns));
    mean.set(await meanOf(gpu, parts), start);
  }
  return emptyArena(layout, mean);
}

/** Mean of vectors of one length. */
function meanOf(
  gpu: Gpu,
  vectors: readonly Float32Array[],
): Promise<Float32Array> {
  using _ = gpu.scope();
  const count = vectors.length;
  const [{ length } = { length: 0 }] = vectors;
  const stacked = new Float32Array(count * length);
  vectors.forEach((vector, i) => stacked.set(vector, i * length));
  const weights = new Float32Array(count).fill(1 / count);
  return gpu.read(weightedMean(
    gpu.tensor([count, length], stacked),
    gpu.tensor([1, count], weights),
  ));
}
