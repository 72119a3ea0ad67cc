/**
 * The measured rows that figures are drawn from, and how to choose among them.
 *
 * @module
 */
import type * as compare from "../study/compare/row.ts";
import type * as study from "../study/row.ts";

/** Fields that figures can do without: then a row counts for every setting. */
type Loose<Row extends study.Common> =
  & Omit<Row, keyof study.Common>
  & Partial<study.Common>;

/** Accuracy of one adapter or mixture on one target; "none" is the head alone. */
export type AccuracyRow =
  & Omit<study.AccuracyRow, "commit">
  & Partial<Pick<study.AccuracyRow, "commit">>;

/** Accuracy of always answering the most frequent label. */
export type MajorityRow = Loose<study.MajorityRow>;

/** Fraction of sign difference of two adapters. */
export type FsdRow = Loose<study.FsdRow>;

/** Share of the target's own weights whose sign a mixture turns round. */
export type SignChangeRow = Loose<study.SignChangeRow>;

/** Share of the members' magnitude that an average loses to opposite signs. */
export type CancellationRow = Loose<study.CancellationRow>;

/** Correlation of sign conflicts and accuracy. */
export type CorrelationRow = Loose<study.CorrelationRow>;

/** The set that greedy mixing chooses at one size. */
export type GreedyRow = Loose<study.GreedyRow>;

/** Test accuracy of a method of mixing. */
export type ComparisonRow =
  & Omit<compare.ComparisonRow, "commit">
  & Partial<Pick<compare.ComparisonRow, "commit">>;

/** Test accuracy of a method of mixing less that of another one. */
export type PairedRow = Loose<compare.PairedRow>;

/** Training loss of one adapter after a step. */
export type LossRow = Loose<study.LossRow>;

/** Any row of a study. */
export type StudyRow =
  | AccuracyRow
  | MajorityRow
  | FsdRow
  | SignChangeRow
  | CancellationRow
  | CorrelationRow
  | GreedyRow
  | Loose<compare.CandidateRow>
  | ComparisonRow
  | PairedRow
  | LossRow;

/** Which accuracy rows to take; "any" takes all values of that field. */
export interface Selection {
  split?: string;
  attack?: string;
  method?: string;
  /** Share of removed weights, 0 to 1; dense rows pass with any scope. */
  sparsity?: number | "any";
  scope?: string;
  /** Blocks that were pruned; those rows where all were if absent. */
  layers?: number;
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
    layers,
  }: Selection = {},
): AccuracyRow[] {
  return rows.filter((row): row is AccuracyRow =>
    row.metric === "accuracy" && row.kind !== "none" &&
    row.split === split && row.attack === attack && row.method === method &&
    (sparsity === "any" || row.sparsity === sparsity) &&
    (row.sparsity === 0 || row.scope === scope) && row.layers === layers
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
 * Accuracies on those targets that mixtures were measured on, where a study
 * mixes some of its adapters only.
 *
 * @param rows Accuracy rows.
 * @returns The rows of every target that has a mixture with its own adapter.
 */
export function mixedTargets(rows: readonly AccuracyRow[]): AccuracyRow[] {
  const mixed = inDomainRows(rows).filter(({ k }) => k > 1);
  const targets = new Set(mixed.map(({ target }) => target));
  return rows.filter(({ target }) => targets.has(target));
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
