/**
 * Command-line options of pruning: of a trained adapter, and before training.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import { choice, integer, number, required, text } from "../io/option.ts";
import type { Values } from "../io/options.ts";
import { pruneScopes } from "../mix/prune.ts";
import { criteria, type Criterion, criterionNames } from "./criteria.ts";
import { densityNames } from "./prune_by.ts";
import type { StartPruning } from "./prune_start.ts";

/** Examples that a criterion looks at, if nothing else is said. */
const EXAMPLES = 256;

const share = { min: 0, max: 1 };

/** Options that say which weights of a trained adapter are removed. */
export const pruneOptions = {
  sparsity: number(required, "share of the weights to remove", share),
  criterion: choice(
    criterionNames,
    "magnitude",
    "what weights are judged by; snip and grasp look at data",
  ),
  scope: choice(pruneScopes, "tensor", "what weights are compared within"),
  densities: choice(
    densityNames,
    "uniform",
    "what share of a tensor stays: the same, or more of small ones",
  ),
  only: choice(["all", "weights"], "all", "whether biases count too"),
  dataset: text(
    undefined,
    "data to look at; what the adapter was trained on if absent",
  ),
  limitExamples: integer(
    undefined,
    `most examples to look at; ${EXAMPLES} if absent, 0 for all`,
    { min: 0 },
  ),
  seed: integer(undefined, "seed of what is drawn; 42 if absent"),
};

/** Options that say which weights of an adapter are zero throughout its training. */
export const startPruneOptions = {
  pruneCriterion: choice(
    criterionNames,
    undefined,
    "prune before training, by this; no pruning if absent",
  ),
  sparsity: number(undefined, "share of the matrices to remove then", share),
  pruneScope: choice(pruneScopes, undefined, "as prune --scope"),
  pruneDensities: choice(densityNames, undefined, "as prune --densities"),
  pruneExamples: integer(undefined, "as prune --limit-examples", { min: 0 }),
};

type PruneValues = Values<
  { name: ""; about: ""; options: typeof pruneOptions }
>;
type StartValues = Values<
  { name: ""; about: ""; options: typeof startPruneOptions }
>;

/**
 * What a trained adapter is pruned by, usual values filled in.
 *
 * @param options Values of {@linkcode pruneOptions}.
 * @throws {Failure} If the criterion would leave one unread.
 */
export function pruningFrom(options: PruneValues) {
  const { sparsity, criterion, scope, densities, only } = options;
  const { dataset, limitExamples, seed } = options;
  const { needsData, draws }: Criterion = criteria[criterion];
  const unread = Object.entries({
    ...(!needsData && { dataset, "limit-examples": limitExamples }),
    ...(!needsData && !draws && { seed }),
  }).find(([, value]) => value !== undefined);
  if (unread) {
    throw inputError(
      `Cannot prune by ${criterion}: it is given --${
        unread[0]
      }, expected none, as it does not read it`,
    );
  }
  return {
    criterion,
    sparsity,
    scope,
    densities,
    only,
    ...((needsData || draws) && { seed: seed ?? 42 }),
    ...(needsData && { examples: limitExamples ?? EXAMPLES }),
  };
}

/**
 * How an adapter is pruned before it is trained.
 *
 * @param options Values of {@linkcode startPruneOptions}, and the seed of the run.
 * @returns Nothing if it is not.
 * @throws {Failure} If the criterion or the share is missing.
 */
export function startPruningFrom(
  options: StartValues & { readonly seed: number },
): StartPruning | undefined {
  const { pruneCriterion: criterion, sparsity, seed } = options;
  const { pruneScope, pruneDensities, pruneExamples } = options;
  if (criterion === undefined || sparsity === undefined) {
    const given = [criterion, sparsity, pruneScope, pruneDensities];
    if ([...given, pruneExamples].every((one) => one === undefined)) {
      return undefined;
    }
    throw inputError(
      "Cannot prune before training: --prune-criterion or --sparsity is missing, expected both",
    );
  }
  return {
    criterion,
    sparsity,
    seed,
    scope: pruneScope ?? "tensor",
    densities: pruneDensities ?? "uniform",
    examples: pruneExamples ?? EXAMPLES,
  };
}
