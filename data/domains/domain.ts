import type { Input } from "../../lib/text/dataset.ts";
import type { Random } from "../../lib/math/random.ts";

/** A made-up classification task. */
export interface Domain {
  /** What its texts are and what its labels say, in one sentence. */
  about: string;
  /** Names of the classes, in the order of their indices. */
  labels: readonly string[];
  /** Fraction of the examples in each class; they add up to 1. */
  shares: readonly number[];
  /**
   * Writes one text, or pair of texts, of a class.
   *
   * @param label Index of the class.
   * @param random Where all choices come from.
   * @returns The text, in lower case.
   */
  write(label: number, random: Random): Input;
}
