import { random } from "../math/random.ts";
import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Split } from "../text/dataset.ts";
import { encodeExamples, type Model } from "../model/loaded.ts";
import type { Adapter } from "../adapter/adapter.ts";
import { prunable } from "../mix/prune.ts";
import { criteria, type Criterion } from "./criteria.ts";
import { lossGradient } from "./criteria/loss_gradient.ts";
import { expectWorth, pruneBy, type PruneByOptions } from "./prune_by.ts";

/** How an adapter is pruned before it is trained. */
export interface StartPruning extends
  Required<
    Pick<PruneByOptions, "criterion" | "sparsity" | "scope" | "densities">
  > {
  /** Seed of what is drawn, the examples among it. */
  readonly seed: number;
  /** Most training examples that the criterion looks at; 0 for all. */
  readonly examples: number;
}

/** How texts go through the network. */
export interface Passing {
  /** Most tokens of a sequence. */
  readonly maxLength: number;
  /** Most tokens that go through the network at one time. */
  readonly tokenBudget: number;
}

/** What a run of a pruned adapter starts from. */
export interface PrunedStart {
  readonly start: Adapter;
  /** 0 for each weight that is to stay zero. */
  readonly mask: Weights;
}

/**
 * Prunes an adapter before it is trained, its biases excepted: they start at zero,
 * and there is nothing to choose among.
 *
 * @param model The model.
 * @param start The adapter with its head.
 * @param examples The training examples.
 * @param options By what and how much it is pruned, and how texts go through.
 * @throws {Failure} If there is no adapter, if the criterion looks at weights and
 * those of a matrix are all 0, or as `pruneBy()` does.
 * @see He et al. 2022, arXiv:2210.04284
 */
export async function pruneStart(
  model: Model,
  start: Adapter,
  examples: Split,
  { maxLength, tokenBudget, examples: limit, ...options }:
    & StartPruning
    & Passing,
): Promise<PrunedStart> {
  const { config, head, weights } = start;
  if (!config || !head) {
    throw inputError(
      "Cannot prune before training: there is no adapter, expected one with a head",
    );
  }
  const { needsData, draws }: Criterion = criteria[options.criterion];
  const order = random(options.seed, "prune/examples").shuffle(examples);
  const seen = limit === 0 ? order : order.slice(0, limit);
  const asked = { ...options, only: "weights" } as const;
  // Unlike after training, it matters which of the weights of zero may move, and
  // every criterion that looks at weights gives all of them a score of zero.
  if (!draws) {
    expectWorth(prunable(weights, asked.only), { ...asked, scope: "tensor" });
  }
  const pruned = await pruneBy(model.gpu, { config, weights }, {
    ...asked,
    gradientAt: needsData && lossGradient(
      model,
      { config, head },
      encodeExamples(model, seen, maxLength),
      { tokenBudget },
    ),
  });
  const told = {
    before: "training",
    ...asked,
    ...(needsData && { examples: seen.length }),
  };
  return {
    start: {
      ...start,
      weights: pruned.weights,
      metadata: { ...start.metadata, pruned: JSON.stringify(told) },
    },
    mask: pruned.mask,
  };
}
