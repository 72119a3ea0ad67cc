/**
 * Fraction of sign difference between adapters.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { countSigns, type Pair, type PairCounts } from "./sign_counts.ts";

/** A number for every two adapters, square and symmetric. */
export type Matrix = readonly (readonly number[])[];

/** Signs of every two adapters, over one tensor or over all of them. */
export interface SignMatrices {
  /** Number of weights that were compared. */
  readonly size: number;
  /** Weights of opposite signs. */
  readonly counts: Matrix;
  /** Weights that neither adapter has at zero; of one adapter on the diagonal. */
  readonly joint: Matrix;
}

/** How far the signs of every two adapters differ. */
export interface FsdMatrix extends SignMatrices {
  /** Opposite signs as a fraction of all weights, 0 to 1. */
  readonly fsd: Matrix;
  /** Opposite signs as a fraction of `joint`, 0 to 1; 0 where that is none. */
  readonly nonzero: Matrix;
  /** The counts of each tensor, sorted by name. */
  readonly perTensor: ReadonlyMap<string, SignMatrices>;
}

/**
 * Compares the signs of every two adapters.
 *
 * @param gpu Device to count on.
 * @param adapters The adapters' weights, without heads, of the same names and
 * shapes.
 * @returns Fractions and counts, in the adapters' order.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see Nguyen and Le 2024, arXiv:2402.10639, section 5.2 and algorithm 3
 */
export async function fsdMatrix(
  gpu: Gpu,
  adapters: readonly Weights[],
): Promise<FsdMatrix> {
  const pairs = adapters.flatMap((_, i) =>
    adapters.slice(i).map((_, more): Pair => [i, i + more])
  );
  const found = await countSigns(gpu, adapters, pairs);
  const perTensor = new Map(
    [...found].map(([name, counts]) => [name, matrices(pairs, counts)]),
  );
  const all = matrices(pairs, total(pairs, [...found.values()]));
  return {
    ...all,
    fsd: quotients(all.counts, () => all.size),
    nonzero: quotients(all.counts, (i, j) => all.joint[i]![j]!),
    perTensor,
  };
}

/**
 * Fraction of an adapter's weights whose sign is opposite in another adapter.
 *
 * Zero has no sign, so a weight that is zero in either is never opposite.
 *
 * @param gpu Device to count on.
 * @param a First adapter's weights, without head.
 * @param b Second adapter's weights, of the same names and shapes.
 * @returns The fraction, from 0 to 1 (the paper prints it in percent).
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 3
 */
export async function fsd(gpu: Gpu, a: Weights, b: Weights): Promise<number> {
  const pairs: Pair[] = [[0, 1]];
  const found = await countSigns(gpu, [a, b], pairs);
  const { opposite: [opposite = 0], size } = total(pairs, [...found.values()]);
  return quotient(opposite, size);
}

/** Adds the counts of tensors up. */
function total(
  pairs: readonly Pair[],
  tensors: readonly PairCounts[],
): PairCounts {
  const sum = (of: (tensor: PairCounts) => number) =>
    tensors.reduce((sum, tensor) => sum + of(tensor), 0);
  return {
    size: sum(({ size }) => size),
    opposite: pairs.map((_, pair) => sum(({ opposite }) => opposite[pair]!)),
    joint: pairs.map((_, pair) => sum(({ joint }) => joint[pair]!)),
  };
}

function matrices(
  pairs: readonly Pair[],
  { size, opposite, joint }: PairCounts,
): SignMatrices {
  return {
    size,
    counts: symmetric(pairs, opposite),
    joint: symmetric(pairs, joint),
  };
}

/** Writes the pairs' numbers into both halves of a square. */
function symmetric(
  pairs: readonly Pair[],
  values: readonly number[],
): number[][] {
  const square: number[][] = [];
  pairs.forEach(([i, j], pair) => {
    (square[i] ??= [])[j] = values[pair]!;
    (square[j] ??= [])[i] = values[pair]!;
  });
  return square;
}

function quotients(
  counts: Matrix,
  whole: (i: number, j: number) => number,
): Matrix {
  return counts.map((row, i) =>
    row.map((count, j) => quotient(count, whole(i, j)))
  );
}

/** A share of what may be nothing at all. */
function quotient(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
