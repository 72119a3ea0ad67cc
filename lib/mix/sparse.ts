/**
 * Mixing adapters that are pruned where their signs conflict most.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { average } from "./average.ts";
import { blockOf } from "./block_of.ts";
import { fsdMatrix, type SignMatrices } from "./fsd.ts";
import { prune, type PruneOptions } from "./prune.ts";

/** How much of the adapters to prune before they are averaged. */
export interface SparseOptions extends PruneOptions {
  /**
   * How many transformer blocks of each adapter to prune, those with the most
   * sign conflicts; all by default.
   */
  readonly layers?: number | undefined;
  /** How much each adapter counts in the mean; all alike by default. */
  readonly coefficients?: readonly number[] | undefined;
}

/**
 * Prunes, in each adapter, the blocks whose signs conflict most with the other
 * adapters', and averages what is left; removed weights count as zeros.
 *
 * @param gpu Device to mix on.
 * @param adapters The adapters' weights, without heads, of the same names and
 * shapes; `greedy()` is how the paper chooses them.
 * @param options How much to prune.
 * @returns The mixture.
 * @throws {Failure} If the adapters do not have the same tensors, or an option is
 * out of range.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 4
 */
export async function sparse(
  gpu: Gpu,
  adapters: readonly Weights[],
  { layers = Infinity, coefficients, ...options }: SparseOptions,
): Promise<Weights> {
  if (!(Number.isInteger(layers) || layers === Infinity) || layers < 0) {
    throw inputError(
      `Cannot prune adapters: layers is ${layers}, expected a whole number from 0`,
    );
  }
  const { perTensor } = await fsdMatrix(gpu, adapters);
  const pruned: Weights[] = [];
  for (const [i, weights] of adapters.entries()) {
    const chosen = new Set(mostConflicting(perTensor, i).slice(0, layers));
    const some = [...weights].filter(([name]) => chosen.has(blockOf(name)));
    const part = await prune(gpu, new Map(some), options);
    pruned.push(new Map([...weights, ...part]));
  }
  return await average(gpu, pruned, { coefficients });
}

/**
 * Orders blocks by how far one adapter's signs differ from the others'.
 *
 * @param perTensor Counts of each tensor, from `fsdMatrix()`.
 * @param adapter The adapter's place in the matrices.
 * @returns Numbers of the blocks, most conflict first; ties by number.
 */
export function mostConflicting(
  perTensor: ReadonlyMap<string, SignMatrices>,
  adapter: number,
): number[] {
  const blocks = new Map<number, { opposite: number; size: number }>();
  for (const [name, { counts, size }] of perTensor) {
    const number = blockOf(name);
    const block = blocks.get(number) ?? { opposite: 0, size: 0 };
    block.opposite += counts[adapter]!.reduce((sum, n) => sum + n, 0);
    block.size += size;
    blocks.set(number, block);
  }
  const fraction = ({ opposite, size }: { opposite: number; size: number }) =>
    opposite / size;
  return [...blocks]
    .sort(([a, x], [b, y]) => fraction(y) - fraction(x) || a - b)
    .map(([number]) => number);
}
