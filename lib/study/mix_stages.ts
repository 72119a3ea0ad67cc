/**
 * Stages of a study that mix dense adapters: each alone, and every subset.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Bench } from "./bench.ts";
import { measure } from "./cells.ts";
import { allCells } from "./choose_cells.ts";

/** How dense adapters are averaged. */
export const DENSE = {
  method: "average",
  sparsity: 0,
  scope: "tensor",
} as const;

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

/** Weights of some adapters, by name. */
export function weightsOf(
  { adapters }: Bench,
  names: readonly string[],
): Map<string, Weights> {
  return new Map(names.map((name) => [name, adapters.get(name)!.weights]));
}
