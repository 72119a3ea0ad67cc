/**
 * Pruning of an adapter by any criterion.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import { erdosRenyi } from "../mix/criteria/erdos_renyi.ts";
import { masked, maskOf } from "../mix/mask.ts";
import { groupOf, prunable, type PruneOptions } from "../mix/prune.ts";
import { criteria, type Criterion, type CriterionName } from "./criteria.ts";
import type { LossGradient } from "./criteria/loss_gradient.ts";

/** Names of the ways to share the weights that stay out among the tensors. */
export const densityNames = ["uniform", "erdos-renyi"] as const;

/** What is pruned by what. */
export interface PruneByOptions extends PruneOptions {
  /** What the weights are judged by. */
  readonly criterion: CriterionName;
  /**
   * Whether each tensor loses the same share, or small ones less; "uniform" by
   * default.
   */
  readonly densities?: typeof densityNames[number];
  /** Seed of what is drawn; 42 by default. */
  readonly seed?: number;
  /** Gradient of the loss, for the criteria that look at data. */
  readonly gradientAt?: LossGradient | undefined;
}

/** A pruned adapter. */
export interface PrunedWeights {
  readonly weights: Weights;
  /** 0 for each weight that was removed and 1 for the others, of the tensors pruned. */
  readonly mask: Weights;
}

/**
 * Sets the weights of an adapter that are worth the least to zero.
 *
 * @param gpu Device to work on.
 * @param adapter Weights and shape, without head.
 * @param options How much to remove, where from and by what.
 * @returns What is left, bit for bit, and which weights these are.
 * @throws {Failure} If an option is out of range or does not suit the others, or if
 * the criterion cannot tell weights apart.
 * @throws {TypeError} If the criterion looks at data and there is no gradient.
 * @see He et al. 2022, arXiv:2210.04284, for all criteria on adapters
 */
export async function pruneBy(
  gpu: Gpu,
  { weights, config }: {
    readonly weights: Weights;
    readonly config: AdapterConfig;
  },
  options: PruneByOptions,
): Promise<PrunedWeights> {
  const { criterion, sparsity, scope = "tensor", only = "all" } = options;
  const { densities = "uniform", seed = 42 } = options;
  if (densities !== "uniform" && scope !== "tensor") {
    throw inputError(
      `Cannot prune an adapter: densities are ${densities} and the scope is ${scope}, expected scope tensor, as each tensor has a density of its own`,
    );
  }
  const chosen = prunable(weights, only);
  const { score }: Criterion = criteria[criterion];
  const scores = await score({
    gpu,
    weights,
    config,
    among: [...chosen.keys()],
    seed,
    gradientAt: options.gradientAt ?? noData,
  });
  const judged = new Map([...chosen.keys()].map((n) => [n, scores.get(n)!]));
  // To remove one weight of zero or another is the same.
  if (criterion !== "magnitude") expectWorth(judged, options);
  const mask = maskOf(judged, {
    sparsity,
    scope,
    ...(densities === "erdos-renyi" && {
      removals: erdosRenyi(chosen, sparsity),
    }),
  });
  return { weights: masked(weights, mask), mask };
}

function noData(): never {
  throw new TypeError(
    "Cannot prune by what data say: there is no gradient, expected gradientAt",
  );
}

/**
 * Checks that scores tell weights apart: where all are 0, their places would decide.
 *
 * @param scores Scores of the tensors that are pruned.
 * @param options What they are by, how much goes and what they are compared within.
 * @throws {Failure} If all scores that are compared with each other are 0, and some
 * of the weights are to go.
 */
export function expectWorth(
  scores: Weights,
  { criterion, sparsity, scope = "tensor" }: PruneByOptions,
): void {
  if (sparsity === 0 || sparsity === 1) return;
  const groups = Map.groupBy(scores, ([name]) => groupOf(name, scope));
  for (const [group, tensors] of groups) {
    if (tensors.some(([, { data }]) => data.some((v) => v !== 0))) continue;
    const tensor = `tensor "${group}"`;
    const where = { tensor, layer: group, global: "all tensors" }[scope];
    throw inputError(
      `Cannot prune by ${criterion}: every score in ${where} is 0, as before training where a second map is 0, expected another criterion, such as random`,
    );
  }
}
