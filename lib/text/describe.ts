import { quantile } from "../math/stats.ts";
import type { Dataset, Split } from "./dataset.ts";
import { documentsOf } from "./documents.ts";
import { plainText } from "./plain_text.ts";
import { sentences } from "./sentences.ts";

/** What the texts of a split are like. */
export interface Description {
  /** Number of examples. */
  readonly examples: number;
  /** Number of documents: texts, of which a pair has two. */
  readonly documents: number;
  /** Mean number of words of a document; words have white space between them. */
  readonly documentLength: number;
  /** Mean number of words of a sentence. */
  readonly sentenceLength: number;
  /** Mean number of sentences of a document. */
  readonly sentencesPerDocument: number;
  /** Number of examples of each class, in the order of the labels. */
  readonly classes: readonly number[];
}

/**
 * Describes a split, as tables 2 and 3 of paper 1 do.
 *
 * @param split The examples.
 * @param labels Names of the classes.
 * @returns Counts and means; means are 0 where there is nothing to divide by.
 * @see Nguyen and Le 2024, arXiv:2402.10639, tables 2 and 3
 */
export function describe(
  split: Split,
  labels: Dataset["labels"],
): Description {
  const documents = documentsOf(split);
  let [words, found] = [0, 0];
  for (const text of documents) {
    words += wordCount(text);
    // What has nothing to read is one sentence, as it is one document.
    found += Math.max(1, sentences(plainText(text)).length);
  }
  const classes = labels.map(() => 0);
  for (const { label } of split) classes[label]!++;
  return {
    examples: split.length,
    documents: documents.length,
    documentLength: words / (documents.length || 1),
    sentenceLength: words / (found || 1),
    sentencesPerDocument: found / (documents.length || 1),
    classes,
  };
}

/**
 * Number of words of a text: stretches without white space.
 *
 * @param text Any text.
 */
export function wordCount(text: string): number {
  return text.match(/\S+/g)?.length ?? 0;
}

/** Numbers of a list of lengths that say most of it. */
export interface LengthSummary {
  readonly median: number;
  /** Length that nineteen of twenty do not exceed, by the R-7 method. */
  readonly percentile95: number;
  readonly longest: number;
}

/**
 * Sums up lengths.
 *
 * @param lengths Lengths in any unit, at least one.
 * @throws {RangeError} If there are none.
 */
export function summarizeLengths(lengths: readonly number[]): LengthSummary {
  return {
    median: quantile(lengths, 0.5),
    percentile95: quantile(lengths, 0.95),
    longest: quantile(lengths, 1),
  };
}
