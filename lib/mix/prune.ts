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

/** How much of an adapter to remove, and where from. */
export interface PruneOptions {
  /** Share of the weights to remove, 0 to 1. */
  readonly sparsity: number;
  /**
   * Among which weights the smallest are looked for: those of each tensor by
   * itself, or of all tensors together; "tensor" by default.
   */
  readonly scope?: "tensor" | "global";
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
 * @throws {Failure} If the sparsity is not from 0 to 1.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 2
 */
export async function prune(
  gpu: Gpu,
  weights: Weights,
  { sparsity, scope = "tensor", only = "all" }: PruneOptions,
): Promise<Weights> {
  if (!(sparsity >= 0 && sparsity <= 1)) {
    throw inputError(
      `Cannot prune an adapter: sparsity is ${sparsity}, expected a number from 0 to 1`,
    );
  }
  const tensors = aligned([weights])
    .filter(([, shape]) => only === "all" || shape.length > 1);
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

/** One run a tensor, each a segment of its own or all of the same one. */
function runsOf(layout: Layout, scope: "tensor" | "global"): Run[] {
  return [...layout.places.values()].map(({ start, shape }, i) => ({
    segment: scope === "tensor" ? i : 0,
    start,
    size: size(shape),
  }));
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
