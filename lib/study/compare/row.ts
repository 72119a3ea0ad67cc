/**
 * The rows that a comparison of methods of mixing writes.
 *
 * @module
 */
import type { Common } from "../row.ts";

/** What methods of mixing are compared on. */
export interface Compared extends Common {
  /** Data set whose examples and head are used. */
  readonly target: string;
  /** Names of the adapters on offer, joined by "+"; a method may leave some out. */
  readonly mixed: string;
  /** Number of adapters on offer. */
  readonly k: number;
  /** Method of mixing; "single" is the target's own adapter. */
  readonly method: string;
  /** Accuracy, or difference of two. */
  readonly value: number;
  /** Examples. */
  readonly count: number;
  /** Ends of the 95 % interval. */
  readonly low: number;
  readonly high: number;
}

/** Validation accuracy of a method with one choice of its settings. */
export interface CandidateRow extends Compared {
  readonly metric: "candidate";
  /** What the method is told, e.g. "density 0.2, signs total"; empty if nothing. */
  readonly setting: string;
}

/** Test accuracy of a method with the settings that validation data chose. */
export interface ComparisonRow extends Compared {
  readonly metric: "comparison";
  /** The chosen settings; empty if there is no choice. */
  readonly chosen: string;
}

/** Test accuracy of a method less that of another one, over the same examples. */
export interface PairedRow extends Compared {
  readonly metric: "paired";
  readonly against: "average" | "single";
  /** Examples that the method alone gets right, and those that the other one does. */
  readonly wins: number;
  readonly losses: number;
}

/** Any row of a comparison. */
export type ContestRow = CandidateRow | ComparisonRow | PairedRow;
