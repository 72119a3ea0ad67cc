/**
 * Stages of a study that mix: every subset, greedy sets, sparse subsets.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import { greedy } from "../mix/greedy.ts";
import { prune } from "../mix/prune.ts";
import type { Bench } from "./bench.ts";
import { measure } from "./cells.ts";
import { allCells } from "./choose_cells.ts";

/** How dense adapters are averaged. */
export const DENSE = {
  method: "average",
  sparsity: 0,
  scope: "tensor",
} as const;

/** Shares of the weights that are removed before mixing; paper 1, figure 8b. */
const SPARSITIES = [0.8, 0.9];

/** Every adapter alone, on the test set of its own data. */
export async function singleStage(bench: Bench): Promise<void> {
  const cells = [...bench.adapters.keys()]
    .map((name) => ({ mixed: name, target: name }));
  const adapters = weightsOf(bench, [...bench.adapters.keys()]);
  await measure(bench, {
    label: "single adapters",
    adapters,
    cells,
    how: DENSE,
  });
}

/** Every subset of the mixed adapters, on each of its members' test sets. */
export async function mixtureStage(bench: Bench): Promise<void> {
  const { mixed } = bench;
  await measure(bench, {
    label: "mixtures",
    adapters: weightsOf(bench, mixed),
    cells: allCells(mixed),
    how: DENSE,
  });
}

/**
 * Greedy mixing: sets of growing size by smallest and by largest mean sign
 * difference, each on the test sets of all mixed domains.
 *
 * @param bench The study.
 * @param fsd Sign difference of every two mixed adapters, in their order.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 1 and figure 7
 */
export async function greedyStage(
  bench: Bench,
  fsd: readonly (readonly number[])[],
): Promise<void> {
  const { mixed, ledger } = bench;
  for (const order of ["smallest", "largest"] as const) {
    const sets = mixed.map((_, i) =>
      joined(mixed, greedy(fsd, i + 1, { order }))
    );
    await ledger.add(sets.map((set, i) => ({
      metric: "greedy" as const,
      order,
      k: i + 1,
      mixed: set,
    })));
    await measure(bench, {
      label: `greedy, ${order}`,
      adapters: weightsOf(bench, mixed),
      cells: sets.flatMap((set) =>
        mixed.map((target) => ({ mixed: set, target }))
      ),
      how: DENSE,
    });
  }
}

/**
 * Every subset again, of adapters that were pruned before.
 *
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 4 and figure 8b
 */
export async function sparseStage(bench: Bench): Promise<void> {
  const { mixed, model } = bench;
  for (const sparsity of SPARSITIES) {
    const scope = "tensor";
    const adapters = new Map<string, Weights>();
    for (const [name, weights] of weightsOf(bench, mixed)) {
      adapters.set(name, await prune(model.gpu, weights, { sparsity, scope }));
    }
    await measure(bench, {
      label: `mixtures at ${100 * sparsity} % sparsity`,
      adapters,
      cells: allCells(mixed),
      how: { method: "average", sparsity, scope },
    });
  }
}

/** Weights of some adapters, by name. */
export function weightsOf(
  { adapters }: Bench,
  names: readonly string[],
): Map<string, Weights> {
  return new Map(names.map((name) => [name, adapters.get(name)!.weights]));
}

/** The chosen names in the order of all, joined as rows have them. */
function joined(names: readonly string[], chosen: readonly number[]): string {
  return names.filter((_, i) => chosen.includes(i)).join("+");
}
