/**
 * Stage of a study that chooses adapters by their signs.
 *
 * @module
 */
import { greedy, type GreedyRule } from "../mix/greedy.ts";
import type { Bench } from "./bench.ts";
import { measure } from "./cells.ts";
import type { MixedOn } from "./choose_cells.ts";
import { DENSE, weightsOf } from "./mix_stages.ts";
import type { GreedyRow, Own } from "./row.ts";

/**
 * Greedy mixing: sets of growing size by each rule, of smallest and of largest
 * sign difference.
 *
 * The set of `row-mean` is measured on the test sets of all mixed domains; those
 * of the other rules hold the target's own adapter, on its own test set.
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
  for (const rule of bench.greedy) {
    for (const order of ["smallest", "largest"] as const) {
      const sets = greedySets(mixed, fsd, { rule, order });
      await ledger.add(sets);
      await measure(bench, {
        label: `greedy by ${rule}, ${order}`,
        adapters: weightsOf(bench, mixed),
        cells: sets.flatMap((set) => cellsOf(set, mixed)),
        how: DENSE,
      });
    }
  }
}

function greedySets(
  names: readonly string[],
  fsd: readonly (readonly number[])[],
  { rule, order }: { rule: GreedyRule; order: GreedyRow["order"] },
): Own<GreedyRow>[] {
  const targets = rule === "row-mean" ? [undefined] : [...names.keys()];
  return targets.flatMap((target) =>
    names.map((_, i) => {
      const choice = target === undefined ? {} : { target };
      const chosen = greedy(fsd, i + 1, { rule, order, ...choice });
      return {
        metric: "greedy" as const,
        rule,
        order,
        ...(target === undefined ? {} : { target: names[target]! }),
        k: i + 1,
        mixed: names.filter((_, place) => chosen.includes(place)).join("+"),
      };
    })
  );
}

/** The targets that a set is for. */
function cellsOf(
  { target, mixed }: Own<GreedyRow>,
  names: readonly string[],
): MixedOn[] {
  const targets = target === undefined ? names : [target];
  return targets.map((target) => ({ mixed, target }));
}
