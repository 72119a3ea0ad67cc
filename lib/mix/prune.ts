/**
 * Magnitude pruning of an adapter.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { size } from "../gpu/tensor.ts";
import { keepAbove } from "../ops/keep_above.ts";
import { quantile } from "../ops/quantile.ts";
import { cutSegments, type Run, sendParts } from "../ops/segments.ts";
import { fillArena, type Layout, layOut } from "../model/arena.ts";
import { aligned } from "./aligned.ts";
import { partOf } from "./part_of.ts";

/** What magnitudes are compared within. */
export const pruneScopes = ["tensor", "layer", "global"] as const;

/** What magnitudes are compared within. */
export type PruneScope = typeof pruneScopes[number];

/** How much of an adapter to remove, and where from. */
export interface PruneOptions {
  /** Share of the weights to remove, 0 to 1. */
  readonly sparsity: number;
  /**
   * Among which weights the smallest are looked for: those of each tensor by
   * itself, of each block, or of all tensors together; "tensor" by default.
   */
  readonly scope?: PruneScope;
  /** Which tensors: all, or only matrices and no biases; "all" by default. */
  readonly only?: "all" | "weights";
}

/**
 * Sets the smallest weights of an adapter to zero.
 *
 * Exactly floor(sparsity * n) of n are removed; of equally small ones, those
 * that come first, in tensors sorted by name.
 *
 * @param gpu Device to prune on.
 * @param weights The adapter's weights, without head.
 * @param options How much to remove, and where from.
 * @returns The pruned weights; what is kept is kept bit for bit.
 * @throws {Failure} If the sparsity is not from 0 to 1, or if the scope is "layer"
 * and a tensor's name does not tell its block.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 2
 */
export async function prune(
  gpu: Gpu,
  weights: Weights,
  { sparsity, scope = "tensor", only = "all" }: PruneOptions,
): Promise<Weights> {
  expectSparsity(sparsity);
  const tensors = aligned([prunable(weights, only)]);
  if (tensors.length === 0) return weights;
  const layout = layOut(tensors);
  const runs = runsOf(layout, scope);
  const pruned = await pruneArena(gpu, fillArena(layout, weights), {
    runs,
    counts: removals(runs, sparsity),
  });
  return new Map(
    [...weights].map(([name, tensor]): [string, HostTensor] => {
      const place = layout.places.get(name);
      if (!place) return [name, tensor];
      const { start } = place;
      const data = pruned.slice(start, start + tensor.data.length);
      return [name, { ...tensor, data }];
    }),
  );
}

/**
 * The tensors of an adapter among which weights are removed.
 *
 * @param weights The adapter's weights, without head.
 * @param only All of them, or the matrices alone.
 */
export function prunable(
  weights: Weights,
  only: NonNullable<PruneOptions["only"]>,
): Weights {
  if (only === "all") return weights;
  return new Map([...weights].filter(([, { shape }]) => shape.length > 1));
}

/**
 * Checks a share of weights to remove.
 *
 * @throws {Failure} If it is not from 0 to 1.
 */
export function expectSparsity(sparsity: number): void {
  if (sparsity >= 0 && sparsity <= 1) return;
  throw inputError(
    `Cannot prune an adapter: sparsity is ${sparsity}, expected a number from 0 to 1`,
  );
}

/**
 * Name of the group within which a tensor's weights are compared.
 *
 * @param name The tensor's name.
 * @param scope What they are compared within.
 * @throws {Failure} If the scope is "layer" and the name does not tell the block.
 */
export function groupOf(name: string, scope: PruneScope): string {
  return partOf(name, scope === "global" ? "all" : scope);
}

/** One run a tensor; those that are compared together share a segment. */
function runsOf(layout: Layout, scope: PruneScope): Run[] {
  const segments = new Map<string, number>();
  return [...layout.places].map(([name, { start, shape }]) => {
    const group = groupOf(name, scope);
    const segment = segments.get(group) ?? segments.size;
    segments.set(group, segment);
    return { segment, start, size: size(shape) };
  });
}

/** How many elements to remove from each segment. */
function removals(
  runs: readonly Run[],
  sparsity: number,
): Uint32Array<ArrayBuffer> {
  const sizes: number[] = [];
  for (const { segment, size } of runs) {
    sizes[segment] = (sizes[segment] ?? 0) + size;
  }
  return Uint32Array.from(sizes, (size) => Math.floor(sparsity * size));
}

async function pruneArena(
  gpu: Gpu,
  arena: Float32Array<ArrayBuffer>,
  { runs, counts }: {
    runs: readonly Run[];
    counts: Uint32Array<ArrayBuffer>;
  },
): Promise<Float32Array> {
  using _ = gpu.scope();
  const x = sendParts(gpu, arena);
  const segments = cutSegments(gpu, runs);
  keepAbove(x, segments, quantile(x, segments, counts));
  const pruned = new Float32Array(arena.length);
  let start = 0;
  for (const part of x) {
    const numbers = await gpu.read(part);
    pruned.set(numbers, start);
    start += numbers.length;
  }
  return pruned;
}
