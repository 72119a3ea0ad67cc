/**
 * Everything that weights can be judged by when an adapter is pruned, by the name
 * that options and rows use.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import { magnitude } from "../mix/criteria/magnitude.ts";
import { randomScores } from "../mix/criteria/random_scores.ts";
import { synflow } from "../mix/criteria/synflow.ts";
import { grasp } from "./criteria/grasp.ts";
import type { LossGradient } from "./criteria/loss_gradient.ts";
import { snip } from "./criteria/snip.ts";

/** What is judged, and what is known for it. */
export interface Judged {
  readonly gpu: Gpu;
  /** Weights of the adapter, without head. */
  readonly weights: Weights;
  /** Shape of the adapter. */
  readonly config: AdapterConfig;
  /** Names of the tensors that are pruned. */
  readonly among: readonly string[];
  /** Seed of what is drawn. */
  readonly seed: number;
  /** Gradient of the loss; fails if no data are given. */
  readonly gradientAt: LossGradient;
}

/** A way to say what each weight is worth. */
export interface Criterion {
  /** Whether it looks at a model and examples. */
  readonly needsData?: true;
  /** Whether it draws numbers. */
  readonly draws?: true;
  /** Scores at least the tensors that are pruned; the highest stay. */
  score(judged: Judged): Weights | Promise<Weights>;
}

/** The criteria. */
export const criteria = {
  magnitude: { score: ({ weights }) => magnitude(weights) },
  random: {
    draws: true,
    score: ({ weights, seed }) => randomScores(weights, seed),
  },
  snip: {
    needsData: true,
    score: ({ weights, gradientAt }) => snip(weights, gradientAt),
  },
  grasp: {
    needsData: true,
    score: ({ weights, gradientAt, among }) =>
      grasp(weights, gradientAt, among),
  },
  synflow: {
    score: ({ gpu, weights, config }) => synflow(gpu, weights, config),
  },
} satisfies Record<string, Criterion>;

/** Name of a criterion. */
export type CriterionName = keyof typeof criteria;

/** Names of all criteria. */
export const criterionNames = Object.keys(criteria) as [
  CriterionName,
  ...CriterionName[],
];
