/**
 * Opposite signs of adapters, counted tensor by tensor.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { type Shape, size } from "../gpu/tensor.ts";
import { signDiff } from "../ops/sign_diff.ts";
import { aligned } from "./aligned.ts";
import { packSigns, signWords } from "./sign_planes.ts";

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

/** Weights side by side in one tensor of each adapter. */
interface Stretch {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Most weights of a stretch: what {@linkcode signDiff} takes, and a multiple of 32. */
const MAX_STRETCH = 2 ** 22;

/** Words of packed signs, of all adapters, that are held at one time: 64 MiB. */
const MAX_WORDS = 2 ** 24;

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
  const tensors = aligned(adapters);
  const found = new Map(
    tensors.map(([name, shape]) => {
      const zeros = () => pairs.map(() => 0);
      return [name, { size: size(shape), opposite: zeros(), joint: zeros() }];
    }),
  );
  const firsts = pairs.reduce(
    (n, [i, j]) => Math.max(n, Math.min(i, j) + 1),
    0,
  );
  for (const portion of portions(tensors, MAX_WORDS / adapters.length)) {
    const counts = await countPortion(gpu, adapters, portion, firsts);
    portion.forEach(({ name }, segment) => {
      const { opposite, joint } = found.get(name)!;
      pairs.forEach(([i, j], pair) => {
        const row = segment * firsts + Math.min(i, j);
        const at = 2 * (row * adapters.length + Math.max(i, j));
        opposite[pair]! += counts[at]!;
        joint[pair]! += counts[at + 1]!;
      });
    });
  }
  return found;
}

/** Counts of each stretch, [stretches, firsts, adapters, 2]. */
function countPortion(
  gpu: Gpu,
  adapters: readonly Weights[],
  portion: readonly Stretch[],
  firsts: number,
): Promise<Uint32Array> {
  using _ = gpu.scope();
  const segments: number[] = [];
  let words = 0;
  for (const { start, end } of portion) {
    segments.push(words, words += signWords(end - start));
  }
  const planes = new Uint32Array(2 * words * adapters.length);
  adapters.forEach((weights, row) => {
    portion.forEach(({ name, start, end }, i) => {
      const first = 2 * (row * words + segments[2 * i]!);
      const { data } = weights.get(name)!;
      packSigns(data.subarray(start, end), planes.subarray(first));
    });
  });
  return gpu.readCounts(
    signDiff(gpu.tensor([adapters.length, words, 2], planes), {
      segments: gpu.tensor([portion.length, 2], Uint32Array.from(segments)),
      firsts,
    }),
  );
}

/** Cuts tensors into stretches, and a list of them where it gets too large. */
function* portions(
  tensors: readonly (readonly [name: string, shape: Shape])[],
  most: number,
): Generator<Stretch[]> {
  let portion: Stretch[] = [];
  let held = 0;
  for (const [name, shape] of tensors) {
    for (let start = 0; start < size(shape); start += MAX_STRETCH) {
      const end = Math.min(start + MAX_STRETCH, size(shape));
      const words = 2 * signWords(end - start);
      if (portion.length > 0 && held + words > most) {
        yield portion;
        [portion, held] = [[], 0];
      }
      portion.push({ name, start, end });
      held += words;
    }
  }
  if (portion.length > 0) yield portion;
}
