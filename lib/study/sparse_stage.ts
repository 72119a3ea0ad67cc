/**
 * Stage of a study that mixes pruned adapters.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import { blockOf } from "../mix/block_of.ts";
import { fsdMatrix } from "../mix/fsd.ts";
import { prune } from "../mix/prune.ts";
import { mostConflicting } from "../mix/sparse.ts";
import type { Bench } from "./bench.ts";
import { measure } from "./cells.ts";
import { allCells } from "./choose_cells.ts";
import { weightsOf } from "./mix_stages.ts";

/** Shares of the weights that are removed before mixing; paper 1, figure 8b. */
export const SPARSITIES = [0.8, 0.9];

/** Numbers of pruned blocks that are tried, as shares of all blocks. */
const DEPTHS = [0.25, 0.5, 0.75, 1];

/**
 * Every subset again, of adapters that were pruned before: in all blocks, and in
 * those alone whose signs conflict most with the other mixed adapters'.
 *
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 4 and figure 8b
 */
export async function sparseStage(bench: Bench): Promise<void> {
  const { mixed } = bench;
  const scope = "tensor";
  const dense = weightsOf(bench, mixed);
  const orders = await blockOrders(bench, dense);
  const blocks = orders.get(mixed[0]!)!.length;
  for (const sparsity of SPARSITIES) {
    for (const layers of depths(blocks)) {
      const adapters = new Map<string, Weights>();
      for (const [name, weights] of dense) {
        const chosen = new Set(orders.get(name)!.slice(0, layers));
        const some = [...weights].filter(([at]) => chosen.has(blockOf(at)));
        const part = await prune(bench.model.gpu, new Map(some), {
          sparsity,
          scope,
        });
        adapters.set(name, new Map([...weights, ...part]));
      }
      const all = layers === blocks;
      const where = all ? "" : ` in ${layers} of ${blocks} blocks`;
      await measure(bench, {
        label: `mixtures at ${100 * sparsity} % sparsity${where}`,
        adapters,
        cells: allCells(mixed),
        how: {
          method: "average",
          sparsity,
          scope,
          ...(all ? {} : { layers }),
        },
      });
    }
  }
}

/** Numbers of blocks to prune, from few to all, each once. */
function depths(blocks: number): number[] {
  const counts = DEPTHS.map((share) => Math.max(1, Math.round(share * blocks)));
  return [...new Set(counts)];
}

/** Blocks of each adapter, those of most sign conflicts first. */
async function blockOrders(
  { model }: Pick<Bench, "model">,
  adapters: ReadonlyMap<string, Weights>,
): Promise<Map<string, number[]>> {
  const { perTensor } = await fsdMatrix(model.gpu, [...adapters.values()]);
  return new Map(
    [...adapters.keys()].map((
      name,
      i,
    ) => [name, mostConflicting(perTensor, i)]),
  );
}
