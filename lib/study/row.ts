/**
 * The rows that a study writes: one measured number each, with all that
 * identifies it. Numbers are fractions from 0 to 1.
 *
 * @module
 */
import type { KindName } from "../adapter/kinds.ts";

/** What all rows of one study have in common. */
export interface Common {
  /** Command that measured. */
  readonly script: string;
  /** Commit of the toolkit, or "unknown". */
  readonly commit: string;
  /** Model directory. */
  readonly model: string;
  readonly kind: KindName | "none";
  readonly seed: number;
}

/** Accuracy of an adapter or a mixture on one target. */
export interface AccuracyRow extends Common, Cell {
  readonly metric: "accuracy";
  /** What was done to the texts; "none" for clean ones. */
  readonly attack: string;
  /** Part of the data set, e.g. "test". */
  readonly split: string;
  readonly value: number;
  /** Examples. */
  readonly count: number;
  /** Ends of the 95 % Wilson interval. */
  readonly low: number;
  readonly high: number;
}

/** What one accuracy is measured of. */
export interface Cell {
  /** Data set whose examples and head are used. */
  readonly target: string;
  /** Names of the mixed adapters, joined by "+". */
  readonly mixed: string;
  /** Number of mixed adapters. */
  readonly k: number;
  readonly method: string;
  /** Share of removed weights. */
  readonly sparsity: number;
  /** What pruning compares magnitudes within. */
  readonly scope: string;
}

/** Share of the most frequent class in a test set. */
export interface MajorityRow extends Common {
  readonly metric: "majority";
  readonly target: string;
  readonly value: number;
  readonly count: number;
}

/** Fraction of sign difference of two adapters. */
export interface FsdRow extends Common {
  /** Over all weights, or over those that are zero in neither. */
  readonly metric: "fsd" | "fsd_nonzero";
  readonly state: "trained" | "untrained" | "untrained-independent";
  readonly row: string;
  readonly column: string;
  readonly value: number;
  /** Weights that were compared. */
  readonly count: number;
}

/** The set that greedy mixing chooses at one size. */
export interface GreedyRow extends Common {
  readonly metric: "greedy";
  readonly order: "smallest" | "largest";
  readonly k: number;
  readonly mixed: string;
}

/** Training loss of one adapter, in nats. */
export interface LossRow extends Common {
  readonly metric: "loss";
  readonly target: string;
  /** Steps done. */
  readonly step: number;
  readonly value: number;
}

/** A row without what all rows of the study share. */
export type Own<Row> = Row extends Common ? Omit<Row, keyof Common> : never;

/** Any row of a study. */
export type StudyRow =
  | AccuracyRow
  | MajorityRow
  | FsdRow
  | GreedyRow
  | LossRow;
