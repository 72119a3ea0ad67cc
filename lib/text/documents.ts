import { random } from "../math/random.ts";
import type { Input, Split } from "./dataset.ts";

/** Options of {@linkcode drawDocuments}. */
export interface DrawDocumentsOptions {
  /** Most documents to draw; 0 for all. */
  count: number;
  /** Whole number that fixes the choice. */
  seed: number;
}

/**
 * The documents of some inputs: each text is one, so that a pair is two.
 *
 * This is how table 3 of paper 1 counts: MNLI's 15.1 words are the mean of its
 * premises, of about 20, and of its hypotheses, of about 10.
 *
 * @param inputs Texts and pairs.
 * @returns The texts in order, without those that are empty.
 * @see Nguyen and Le 2024, arXiv:2402.10639, table 3
 */
export function documentsOf(inputs: readonly Input[]): string[] {
  return inputs
    .flatMap(({ text, pair }) => pair === undefined ? [text] : [text, pair])
    .filter((text) => text.trim() !== "");
}

/**
 * Draws documents at random, without putting any back.
 *
 * @param split Examples that the documents are of.
 * @param options How many, and the seed.
 * @returns The documents in random order; all of them, in the split's order, if
 * there are no more than that.
 */
export function drawDocuments(
  split: Split,
  { count, seed }: DrawDocumentsOptions,
): string[] {
  const all = documentsOf(split);
  if (count === 0 || count >= all.length) return all;
  return random(seed, "documents").shuffle(all).slice(0, count);
}
