import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { signFlips } from "../ops/sign_flips.ts";
import { fillArena, layOut } from "../model/arena.ts";
import { aligned } from "./aligned.ts";

/** Weights, of all adapters together, that are compared at one time: 64 MiB. */
const MAX_WEIGHTS = 2 ** 24;

/** Weights that mixtures turn round. */
export interface MixtureFlips {
  /** Number of an adapter's weights. */
  readonly size: number;
  /** Of each mixture, a number for each adapter; 0 for those not in it. */
  readonly flips: readonly (readonly number[])[];
}

/**
 * Counts, for many averages of the same adapters at once, the weights of each
 * member whose sign the average turns round.
 *
 * The averages are not kept: each weight of each mixture is made, compared with
 * its members and forgotten, on the GPU.
 *
 * @param gpu Device to count on.
 * @param adapters The adapters' weights, without heads, of the same names and
 * shapes; at most 32.
 * @param mixtures Places of each mixture's members in the list.
 * @returns The counts, in the order of the mixtures and of the adapters.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @throws {RangeError} If there are none, or more than 32.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 6 and 15
 */
export async function mixtureFlips(
  gpu: Gpu,
  adapters: readonly Weights[],
  mixtures: readonly (readonly number[])[],
): Promise<MixtureFlips> {
  const tensors = aligned(adapters);
  const layout = layOut(tensors);
  const arenas = adapters.map((weights) => fillArena(layout, weights));
  const masks = Uint32Array.from(
    mixtures,
    (members) => members.reduce((mask, place) => mask | 1 << place, 0),
  );
  const flips = mixtures.map(() => adapters.map(() => 0));
  const columns = Math.floor(MAX_WEIGHTS / adapters.length);
  for (let start = 0; start < layout.size; start += columns) {
    const parts = arenas.map((arena) => arena.subarray(start, start + columns));
    const counts = await countPart(gpu, parts, masks);
    flips.forEach((row, m) =>
      row.forEach((_, i) => row[i]! += counts[m * adapters.length + i]!)
    );
  }
  const size = [...adapters[0]!.values()]
    .reduce((sum, { data }) => sum + data.length, 0);
  return { size, flips };
}

/** Counts over a stretch of every adapter, [mixtures, adapters]. */
function countPart(
  gpu: Gpu,
  parts: readonly Float32Array[],
  masks: Uint32Array<ArrayBuffer>,
): Promise<Uint32Array> {
  using _ = gpu.scope();
  const [{ length } = { length: 0 }] = parts;
  const x = new Float32Array(parts.length * length);
  parts.forEach((part, i) => x.set(part, i * length));
  return gpu.readCounts(signFlips(
    gpu.tensor([parts.length, length], x),
    gpu.tensor([masks.length], masks),
  ));
}
