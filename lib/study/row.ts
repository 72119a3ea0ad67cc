/**
 * The rows that a study writes: one measured number each, with all that
 * identifies it. Numbers are fractions from 0 to 1.
 *
 * @module
 */
import type { KindName } from "../adapter/kinds.ts";
import type { GreedyRule } from "../mix/greedy.ts";
import type { ContestRow } from "./compare/row.ts";

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
  /** Whether all adapters started from the same weights; absent if not known. */
  readonly initialisation?: Initialisation;
}

/** How the initial weights of a study's adapters are drawn. */
export type Initialisation = "shared" | "independent";

/** How numbers were stored when a study was evaluated. */
export interface Precision {
  /** Type of frozen weights and activations; f32 if absent. */
  readonly dtype?: "f16";
  /** Share of a sample's predicted labels that were those of f32. */
  readonly agreement?: number;
}

/**
 * A mixture beside the target's own adapter alone, in the same setting and over the
 * same examples.
 */
export interface Gain {
  /** Examples that the mixture alone gets right, and those that the other one does. */
  readonly wins: number;
  readonly losses: number;
  /** Accuracy gained over the own adapter, -1 to 1. */
  readonly gain: number;
  /** Ends of the gain's 95 % paired interval. */
  readonly gain_low: number;
  readonly gain_high: number;
}

/**
 * Accuracy of an adapter or a mixture on one target; the gain is that of every row
 * but the own adapter's, as far as there is one.
 */
export interface AccuracyRow extends Common, Cell, Precision, Partial<Gain> {
  readonly metric: "accuracy";
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
  /** Part of the data set, e.g. "test". */
  readonly split: string;
  /** What was done to the texts; "none" for clean ones. */
  readonly attack: string;
  /** Names of the mixed adapters, joined by "+". */
  readonly mixed: string;
  /** Number of mixed adapters. */
  readonly k: number;
  readonly method: string;
  /** Share of removed weights. */
  readonly sparsity: number;
  /** What pruning compares magnitudes within. */
  readonly scope: string;
  /** Blocks that were pruned, those of most sign conflicts; all if absent. */
  readonly layers?: number;
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
  readonly metric: FsdMeasure;
  /** What is compared; "learned" is trained less initial weights. */
  readonly state:
    | "trained"
    | "untrained"
    | "untrained-independent"
    | "learned"
    | "delta";
  /** Part of the adapter, e.g. "block 0" or "up"; all of it if absent. */
  readonly part?: string;
  readonly row: string;
  readonly column: string;
  readonly value: number;
  /** Weights that were compared. */
  readonly count: number;
}

/**
 * What opposite signs are a fraction of: of all weights; of those that are zero in
 * neither adapter; or, each weight by its magnitude, of the magnitude of both.
 */
export type FsdMeasure = "fsd" | "fsd_nonzero" | "fsd_magnitude";

/** Share of the target's own weights whose sign a mixture turns round. */
export interface SignChangeRow extends Common {
  readonly metric: "sign_change";
  readonly target: string;
  /** Names of the averaged adapters, joined by "+". */
  readonly mixed: string;
  readonly k: number;
  readonly value: number;
  /** Weights that were compared. */
  readonly count: number;
}

/** Share of the members' magnitude that an average loses to opposite signs. */
export interface CancellationRow extends Common {
  readonly metric: "cancellation";
  /** What is averaged; "learned" is trained less initial weights. */
  readonly state: "trained" | "learned";
  /** Share of weights that were removed from each before. */
  readonly sparsity: number;
  /** Names of the averaged adapters, joined by "+". */
  readonly mixed: string;
  readonly k: number;
  readonly value: number;
  /** Weights of an adapter. */
  readonly count: number;
}

/**
 * How the accuracy that a mixture gains or loses goes with its sign conflicts,
 * over the mixtures of one target, or of all.
 */
export interface CorrelationRow extends Common {
  readonly metric: "correlation";
  /** The target, or "all". */
  readonly target: string;
  /** Conflict: mean FSD of the members' pairs, or own signs turned round. */
  readonly conflict: "fsd" | "sign_change";
  /** "partial" is Spearman's with the number of adapters held fixed. */
  readonly statistic: "spearman" | "pearson" | "partial";
  /** The correlation, -1 to 1. */
  readonly value: number;
  /** Ends of the 95 % bootstrap interval. */
  readonly low: number;
  readonly high: number;
  /** Mixtures. */
  readonly count: number;
}

/** The set that greedy mixing chooses at one size. */
export interface GreedyRow extends Common {
  readonly metric: "greedy";
  readonly rule: GreedyRule;
  readonly order: "smallest" | "largest";
  /** Adapter that is in the set in any case; absent if one set serves all. */
  readonly target?: string;
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
  | SignChangeRow
  | CancellationRow
  | CorrelationRow
  | GreedyRow
  | ContestRow
  | LossRow;
