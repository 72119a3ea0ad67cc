import type { Split, SplitName } from "../lib/text/dataset.ts";

/** A real data set: where its files come from and how they are read. */
export interface Source {
  /** Where the files may be had, their authors and their licence. */
  source: string;
  /** Names of the classes, in the order of their indices. */
  labels: readonly string[];
  /** Files that must be there, relative to the data set's directory. */
  files: readonly string[];
  /**
   * Reads the three splits.
   *
   * @param directory Directory of the data set's files, all of which are there.
   * @returns The splits.
   */
  read(directory: string): Promise<Record<SplitName, Split>>;
}
