/**
 * Stage of a study that measures how much of its adapters averaging cancels.
 *
 * @module
 */
import { random } from "../math/random.ts";
import { combinations } from "../math/subsets.ts";
import type { Weights } from "../io/safetensors.ts";
import { cancelledShares } from "../mix/cancelled_shares.ts";
import { prune } from "../mix/prune.ts";
import type { Bench } from "./bench.ts";
import { draw } from "./choose_cells.ts";
import { learnedOf } from "./learned.ts";
import { weightsOf } from "./mix_stages.ts";
import type { CancellationRow, Own } from "./row.ts";
import { SPARSITIES } from "./sparse_stage.ts";

/** Most mixtures of one size: their mean is looked at, and it hardly varies. */
const PER_SIZE = 32;

/** What is averaged, and how to get at it. */
interface Averaged extends Pick<CancellationRow, "state" | "sparsity"> {
  readonly weights: () => Promise<Map<string, Weights>>;
}

/**
 * Writes, for mixtures of every size, the share of the members' magnitude that
 * their average loses: of trained weights, of what was learned, and of weights
 * that were pruned before.
 *
 * @param bench The study.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 1
 */
export async function cancellationStage(bench: Bench): Promise<void> {
  const { mixed, settings: { seed }, ledger, signal } = bench;
  const mixtures = mixed.flatMap((_, i) => {
    const sets = combinations(mixed, i + 1);
    return draw(sets, PER_SIZE, random(seed, `cancellation/${i + 1}`));
  });
  for (const { weights, ...state } of averagedIn(bench)) {
    const rows = mixtures.map((members) => ({
      metric: "cancellation" as const,
      ...state,
      mixed: members.join("+"),
      k: members.length,
    }));
    if (rows.every((row) => ledger.has(row))) continue;
    const adapters = await weights();
    const shares = cancelledShares(
      mixed.map((name) => adapters.get(name)!),
      mixtures.map((members) => members.map((name) => mixed.indexOf(name))),
    );
    const count = [...adapters.get(mixed[0]!)!.values()]
      .reduce((sum, { data }) => sum + data.length, 0);
    await ledger.add(rows.map((row, i): Own<CancellationRow> => (
      { ...row, value: shares[i]!, count }
    )));
    signal.throwIfAborted();
  }
}

function averagedIn(bench: Bench): Averaged[] {
  const dense = weightsOf(bench, bench.mixed);
  return [
    {
      state: "trained",
      sparsity: 0,
      weights: () => Promise.resolve(dense),
    },
    {
      state: "learned",
      sparsity: 0,
      weights: () => Promise.resolve(learnedOf(bench)),
    },
    ...SPARSITIES.map((sparsity): Averaged => ({
      state: "trained",
      sparsity,
      weights: () => prunedTo(bench, dense, sparsity),
    })),
  ];
}

async function prunedTo(
  { model: { gpu } }: Pick<Bench, "model">,
  dense: ReadonlyMap<string, Weights>,
  sparsity: number,
): Promise<Map<string, Weights>> {
  const pruned = new Map<string, Weights>();
  for (const [name, weights] of dense) {
    pruned.set(name, await prune(gpu, weights, { sparsity }));
  }
  return pruned;
}
