/**
 * What a peer is asked to do: the same work that we do, on the same numbers.
 *
 * @module
 */

/** A product: x [rows, ins] times the transpose of a weight [outs, ins]. */
export interface MatmulTask {
  readonly task: "matmul";
  readonly rows: number;
  readonly ins: number;
  readonly outs: number;
  /** Places of the result to answer with. */
  readonly places: readonly number[];
}

/** Numbers of PyTorch's products: float32, TensorFloat-32 or bfloat16 by autocast. */
export type Precision = "f32" | "tf32" | "bf16";

/** Steps of adapter training; answers with the losses of the first three. */
export interface StepTask extends Network {
  readonly task: "step";
}

/** The forward pass alone; answers with the logits, row by row. */
export interface EvaluateTask extends Network {
  readonly task: "evaluate";
}

/** A network, its batch, and how it is trained. */
export interface Network {
  /** File of all numbers, float32 one after the other. */
  readonly file: string;
  /** Shape of each tensor in the file, in order. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
  /** Whether the file holds the first block only, and all others are its copies. */
  readonly alike: boolean;
  /** float32 if absent. */
  readonly precision?: Precision;
  /** Names of those that are trained. */
  readonly trained: readonly string[];
  /** Class of each sequence. */
  readonly labels: readonly number[];
  readonly blocks: number;
  readonly heads: number;
  /** Tokens of each sequence. */
  readonly tokens: number;
  readonly eps: number;
  readonly rate: number;
  readonly decay: number;
  readonly maxGradNorm: number;
}

/** Signs of every two rows; answers with the counts of opposite ones. */
export interface FsdTask {
  readonly task: "fsd" | "fsd_bits";
  readonly adapters: number;
  readonly weights: number;
}

/** Means of subsets of rows; answers with the numbers at some places. */
export interface MixturesTask {
  readonly task: "mixtures";
  readonly adapters: number;
  readonly weights: number;
  readonly mixtures: readonly (readonly number[])[];
  readonly places: readonly number[];
}

/** Any of them. */
export type Task =
  | MatmulTask
  | StepTask
  | EvaluateTask
  | FsdTask
  | MixturesTask;
