/** What a model reads: a text, or a pair of texts. */
export interface Input {
  text: string;
  pair?: string;
}

/** An input with its class. */
export interface Example extends Input {
  /** Index into the data set's labels. */
  label: number;
}

/** Examples that are used for one purpose, in a fixed order. */
export type Split = readonly Example[];

/** What a split is for: fitting, choosing, or reporting. */
export type SplitName = "train" | "validation" | "test";

/** A classification task with its three splits. */
export interface Dataset extends Record<SplitName, Split> {
  /** Name in options, rows and file names. */
  name: string;
  /** Names of the classes, in the order of their indices. */
  labels: readonly string[];
}
