import type { Dataset, Input, SplitName } from "./dataset.ts";
import { describe, summarizeLengths, wordCount } from "./describe.ts";
import { lengthBins } from "./length_bins.ts";
import type { Tokenizer } from "./tokenizer.ts";

/** How long an input is to somebody. */
export interface Measure {
  readonly unit: "words" | "tokens";
  /** Length of a text or a pair, in the unit. */
  lengthOf(input: Input): number;
}

/** What all rows on a split say. */
interface OfSplit {
  readonly dataset: string;
  readonly split: SplitName;
}

/** One number of a split. */
export interface NumberRow extends OfSplit {
  readonly metric: string;
  readonly value: number;
}

/** How many examples are of one class. */
export interface ClassRow extends OfSplit {
  readonly metric: "class_share";
  readonly label: string;
  /** Share of the split's examples, 0 to 1. */
  readonly value: number;
  /** Examples of the class. */
  readonly count: number;
}

/** How many inputs have a length in a bin. */
export interface BinRow extends OfSplit {
  readonly metric: "words" | "tokens";
  /** Shortest length of the bin. */
  readonly from: number;
  /** Shortest length beyond it. */
  readonly to: number;
  /** Share of the split's inputs, 0 to 1. */
  readonly value: number;
  /** Inputs in the bin. */
  readonly count: number;
}

/** All rows on a data set. */
export interface DatasetRows {
  /** Sizes and means, in the same order for each split. */
  readonly numbers: readonly NumberRow[];
  readonly classes: readonly ClassRow[];
  readonly bins: readonly BinRow[];
}

/** Lengths in words of both texts together. */
export const inWords: Measure = {
  unit: "words",
  lengthOf: ({ text, pair = "" }) => wordCount(text) + wordCount(pair),
};

/**
 * Lengths in a model's tokens, special ones counted, before anything is cut.
 *
 * @param tokenizer The model's tokenizer.
 */
export function inTokens(tokenizer: Tokenizer): Measure {
  const maxLength = Number.MAX_SAFE_INTEGER;
  return {
    unit: "tokens",
    lengthOf: (input) => tokenizer.encode(input, { maxLength }).ids.length,
  };
}

/**
 * Describes each split of a data set that has examples.
 *
 * @param dataset The data set.
 * @param measure How inputs are measured.
 * @returns A row for each number, class and bin of lengths.
 * @see Nguyen and Le 2024, arXiv:2402.10639, tables 2 and 3
 */
export function describeDataset(
  dataset: Dataset,
  measure: Measure,
): DatasetRows {
  const splits = (["train", "validation", "test"] as const)
    .filter((split) => dataset[split].length > 0)
    .map((split) => describeSplit(dataset, split, measure));
  return {
    numbers: splits.flatMap(({ numbers }) => numbers),
    classes: splits.flatMap(({ classes }) => classes),
    bins: splits.flatMap(({ bins }) => bins),
  };
}

function describeSplit(
  dataset: Dataset,
  split: SplitName,
  { unit, lengthOf }: Measure,
): DatasetRows {
  const { labels, [split]: examples } = dataset;
  const of: OfSplit = { dataset: dataset.name, split };
  const { classes, ...sizes } = describe(examples, labels);
  const lengths = examples.map((input) => lengthOf(input));
  const summary = summarizeLengths(lengths);
  const numbers = {
    examples: sizes.examples,
    documents: sizes.documents,
    document_length: sizes.documentLength,
    sentence_length: sizes.sentenceLength,
    sentences_per_document: sizes.sentencesPerDocument,
    [`${unit}_median`]: summary.median,
    [`${unit}_percentile_95`]: summary.percentile95,
    [`${unit}_longest`]: summary.longest,
  };
  const share = (count: number) => ({ value: count / examples.length, count });
  return {
    numbers: Object.entries(numbers)
      .map(([metric, value]) => ({ ...of, metric, value })),
    classes: classes.map((count, id) => ({
      ...of,
      metric: "class_share",
      label: labels[id]!,
      ...share(count),
    })),
    bins: lengthBins(lengths)
      .map((bin) => ({ ...of, metric: unit, ...bin, ...share(bin.count) })),
  };
}
