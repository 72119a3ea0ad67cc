/**
 * Opposite signs of adapters, counted tensor by tensor.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { type Shape, size } from "../gpu/tensor.ts";
import { signDiff } from "../ops/sign_diff.ts";
import { packSigns, signPlanes, SIGNS_PER_WORD } from "../ops/sign_planes.ts";
import { fillArena, type Layout, layOut } from "../model/arena.ts";
import { aligned } from "./aligned.ts";

/** Two adapters, by their places in the list. */
export type Pair = readonly [number, number];

/** What was counted in one tensor; one number a pair, in the pairs' order. */
export interface PairCounts {
  /** Number of the tensor's weights. */
  readonly size: number;
  /** Positions where the signs are opposite. */
  readonly opposite: readonly number[];
  /** Positions where neither weight is zero. */
  readonly joint: readonly number[];
}

/** Weights of one adapter whose signs are packed at one time: 64 MiB of them. */
const MAX_WEIGHTS = 2 ** 24;

/** Bytes of packed signs, of all adapters, that are held at one time. */
const MAX_PLANES = 2 ** 26;

/**
 * Counts, for pairs of adapters, the weights of opposite signs in each tensor.
 *
 * @param gpu Device to count on.
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param pairs Which adapters to compare.
 * @returns The counts by tensor, sorted by name.
 * @throws {Failure} If the adapters do not have the same tensors.
 */
export async function countSigns(
  gpu: Gpu,
  adapters: readonly Weights[],
  pairs: readonly Pair[],
): Promise<Map<string, PairCounts>> {
  const most = Math.min(MAX_WEIGHTS, 4 * MAX_PLANES / adapters.length);
  const found = new Map<string, PairCounts>();
  for (const tensors of portions(aligned(adapters), most)) {
    const layout = layOut(tensors);
    const counts = await countPortion(gpu, layout, adapters, pairs);
    tensors.forEach(([name, shape], segment) => {
      const first = 2 * pairs.length * segment;
      const nth = (which: number) =>
        pairs.map((_, pair) => counts[first + 2 * pair + which]!);
      found.set(name, { size: size(shape), opposite: nth(0), joint: nth(1) });
    });
  }
  return found;
}

/** Counts of tensors that fit on the device together, [tensors, pairs, 2]. */
function countPortion(
  gpu: Gpu,
  layout: Layout,
  adapters: readonly Weights[],
  pairs: readonly Pair[],
): Promise<Uint32Array> {
  using _ = gpu.scope();
  const planes = signPlanes(gpu, adapters.length, layout.size);
  adapters.forEach((weights, row) => {
    using _ = gpu.scope();
    const arena = fillArena(layout, weights);
    packSigns(gpu.tensor([layout.size], arena), planes, row);
  });
  // An arena's tensors start at multiples of 64, so no word is of two tensors;
  // the gaps are zero and have no sign.
  const words = [...layout.places.values()].map(({ start, shape }) => [
    start / SIGNS_PER_WORD,
    Math.ceil((start + size(shape)) / SIGNS_PER_WORD),
  ]);
  return gpu.readCounts(signDiff(planes, {
    pairs: gpu.tensor([pairs.length, 2], new Uint32Array(pairs.flat())),
    segments: gpu.tensor([words.length, 2], new Uint32Array(words.flat())),
  }));
}

/** Cuts a list of tensors where the next one would make it too large. */
function* portions<T extends readonly [name: string, shape: Shape]>(
  tensors: readonly T[],
  most: number,
): Generator<T[]> {
  let portion: T[] = [];
  let held = 0;
  for (const tensor of tensors) {
    const count = size(tensor[1]);
    if (portion.length > 0 && held + count > most) {
      yield portion;
      [portion, held] = [[], 0];
    }
    portion.push(tensor);
    held += count;
  }
  if (portion.length > 0) yield portion;
}
