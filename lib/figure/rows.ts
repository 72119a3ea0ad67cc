/**
 * The measured rows that figures are drawn from, and how to choose among them.
 *
 * @module
 */

/** Accuracy of one adapter or mixture on one target. */
export interface AccuracyRow {
  metric: "accuracy";
  /** Command that measured it. */
  script: string;
  model: string;
  /** Kind of adapter; "none" is the frozen model with its head alone. */
  kind: "pfeiffer" | "houlsby" | "lora" | "none";
  /** Domain whose examples and head were used. */
  target: string;
  /** Names of the mixed adapters joined by "+", in registry order. */
  mixed: string;
  /** Number of mixed adapters. */
  k: number;
  method: string;
  /** Share of removed weights, 0 to 1. */
  sparsity: number;
  /** What the pruning threshold was taken over: "tensor" or "global". */
  scope: string;
  /** "none" for clean text. */
  attack: string;
  split: string;
  seed: number;
  /** Fraction of correct answers, 0 to 1. */
  value: number;
  /** Number of examples. */
  count: number;
  /** Lower end of the Wilson interval, 0 to 1. */
  low: number;
  /** Upper end of the Wilson interval, 0 to 1. */
  high: number;
}

/** Accuracy of always answering the most frequent label. */
export interface MajorityRow {
  metric: "majority";
  target: string;
  /** Fraction, 0 to 1. */
  value: number;
  /** Number of examples. */
  count: number;
}

/** Fraction of sign difference of two adapters. */
export interface FsdRow {
  /** "fsd" is over all weights, "fsd_nonzero" over those non-zero in both. */
  metric: "fsd" | "fsd_nonzero";
  model?: string;
  kind?: string;
  seed?: number;
  /** Untrained adapters start from equal weights, unless "independent". */
  state: "trained" | "untrained" | "untrained-independent";
  row: string;
  column: string;
  /** Fraction, 0 to 1. */
  value: number;
  /** Number of compared weights. */
  count: number;
}

/** The set that greedy mixing chooses at one size. */
export interface GreedyRow {
  metric: "greedy";
  model?: string;
  kind?: string;
  seed?: number;
  /** Which mean FSD is taken first. */
  order: "smallest" | "largest";
  k: number;
  /** Names of the chosen adapters joined by "+", in registry order. */
  mixed: string;
}

/** Training loss of one adapter after a step. */
export interface LossRow {
  metric: "loss";
  model?: string;
  kind?: string;
  seed?: number;
  target: string;
  step: number;
  /** Mean cross entropy, in nats. */
  value: number;
}

/** Any row of a study. */
export type StudyRow =
  | AccuracyRow
  | MajorityRow
  | FsdRow
  | GreedyRow
  | LossRow;

/** Which accuracy rows to take; "any" takes all values of that field. */
export interface Selection {
  split?: string;
  attack?: string;
  method?: string;
  /** Share of removed weights, 0 to 1; dense rows pass with any scope. */
  sparsity?: number | "any";
  scope?: string;
}

/**
 * Accuracies of adapters, by default of dense ones, averaged, on clean test text.
 *
 * @param rows Rows of a study.
 * @param selection What to take instead of the default.
 * @returns The rows that fit, in their order.
 */
export function accuracyRows(
  rows: readonly StudyRow[],
  {
    split = "test",
    attack = "none",
    method = "average",
    sparsity = 0,
    scope = "tensor",
  }: Selection = {},
): AccuracyRow[] {
  return rows.filter((row): row is AccuracyRow =>
    row.metric === "accuracy" && row.kind !== "none" &&
    row.split === split && row.attack === attack && row.method === method &&
    (sparsity === "any" || row.sparsity === sparsity) &&
    (row.sparsity === 0 || row.scope === scope)
  );
}

/**
 * Accuracies of adapters alone, each on its own domain.
 *
 * @param rows Accuracy rows.
 * @returns Those with one adapter, trained on the target.
 */
export function singleRows(rows: readonly AccuracyRow[]): AccuracyRow[] {
  return rows.filter(({ k, mixed, target }) => k === 1 && mixed === target);
}

/**
 * Accuracies of mixtures that the target's own adapter is part of.
 *
 * @param rows Accuracy rows.
 * @returns Those whose mixture names the target, single adapters included.
 */
export function inDomainRows(rows: readonly AccuracyRow[]): AccuracyRow[] {
  return rows.filter(({ mixed, target }) => mixed.split("+").includes(target));
}
