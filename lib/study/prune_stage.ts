/**
 * Stage of a study that prunes single adapters, more and more.
 *
 * @module
 */
import { prune, type PruneScope, pruneScopes } from "../mix/prune.ts";
import type { Bench } from "./bench.ts";
import { measure } from "./cells.ts";

/** Shares of the weights that are removed; paper 1, figure 8a. */
const SPARSITIES = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * Measures each adapter alone after pruning by magnitude, within each scope.
 *
 * @param bench The study.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 2 and figure 8a
 */
export async function pruneStage(bench: Bench): Promise<void> {
  for (const scope of pruneScopes) {
    await pruneWithin(bench, scope);
  }
}

async function pruneWithin(bench: Bench, scope: PruneScope) {
  for (const sparsity of SPARSITIES) {
    const adapters = new Map();
    for (const [name, { weights }] of bench.adapters) {
      const options = { sparsity, scope };
      adapters.set(name, await prune(bench.model.gpu, weights, options));
    }
    await measure(bench, {
      label: `single adapters at ${
        Math.round(100 * sparsity)
      } % sparsity by ${scope}`,
      adapters,
      cells: [...adapters.keys()].map((name) => ({
        mixed: name,
        target: name,
      })),
      how: { method: "average", sparsity, scope },
    });
  }
}
