import type { Parts } from "../lib/text/clean_splits.ts";
import type { SplitName } from "../lib/text/dataset.ts";

/** Which division of a data set is meant: ours, or the one that paper 1 used. */
export type SplitsName = "clean" | "paper";

/** A form in which a data set's files come. */
export interface Layout {
  /** Patterns of files that must all be there; `*` stands for any name. */
  files: readonly string[];
  /** Classes of a stand-in that has others than the data set itself. */
  labels?: readonly string[];
  /** Name of a stand-in, for rows and figures; the data set's own if absent. */
  name?: string;
  /**
   * Reads all files.
   *
   * @param directory Where the files are.
   * @param splits Which division is asked for, where that matters.
   * @returns The examples as the files divide them.
   */
  read(directory: string, splits: SplitsName): Promise<Parts>;
}

/** Where the Hugging Face Hub keeps a data set. */
export interface HubPlace {
  /** Owner and name of the repository. */
  repo: string;
  /** Configuration within it. */
  configuration?: string;
  /** Branch or commit. @default {"main"} */
  revision?: string;
}

/** How paper 1 divided a data set. */
export interface PaperSplits {
  /** Number of examples that table 2 prints. */
  counts: { train: number; test: number };
  /** What table 2 counts as training examples. */
  counted: readonly SplitName[];
  /** Parts that were drawn out of the training file: their examples, and its. */
  drawn?: { of: number; test?: number; validation?: number };
}

/** A real data set: where its files come from, their forms, and its classes. */
export interface Source {
  /** Authors and place of the original. */
  source: string;
  /** Licence or terms of use, as stated by the source. */
  terms: string;
  /** Where the Hub has it. */
  hub: HubPlace;
  /** Names of the classes, in the order of their indices. */
  labels: readonly string[];
  /** Forms of the files: the first one that is there is read. */
  layouts: readonly Layout[];
  /** What paper 1 made of it. */
  paper: PaperSplits;
}
