/**
 * Latent Dirichlet allocation: documents as mixtures of topics, and topics as
 * distributions of words.
 *
 * Both are fitted by batch variational Bayes. A topic's words have a Dirichlet
 * posterior with parameters lambda, a document's topics one with gamma.
 *
 * @module
 * @see Blei, Ng and Jordan 2003, "Latent Dirichlet Allocation"; Hoffman, Blei and
 * Bach 2010, "Online Learning for Latent Dirichlet Allocation", algorithm 1
 */
import type { Random } from "../../math/random.ts";
import { divergence } from "./dirichlet.ts";
import { infer, type Inferred, type Shape, wordsOf } from "./infer.ts";
import type { WordCounts } from "./word_counts.ts";

/** Options of {@linkcode lda}; the defaults are scikit-learn's. */
export interface LdaOptions {
  /** Number of topics, from 1. @default {10} */
  topics?: number;
  /** Passes over the documents. @default {10} */
  passes?: number;
  /** Prior of a document's topics, above 0. @default {1 / topics} */
  documentPrior?: number;
  /** Prior of a topic's words, above 0. @default {1 / topics} */
  wordPrior?: number;
  /** What lambda starts from, [words, topics]; see {@linkcode drawTopicWords}. */
  start: Float64Array;
}

/** What was found. */
export interface Topics {
  /** Number of topics. */
  readonly count: number;
  /** Probability of each word in each topic, [topics, words]; rows add to 1. */
  readonly wordShares: Float64Array;
  /** Share of each topic in each document, [documents, topics]; rows add to 1. */
  readonly documentShares: Float64Array;
  /** Perplexity of a word before each pass and after the last, [passes + 1]. */
  readonly perplexities: readonly number[];
}

/**
 * Random parameters of topics to start from: of mean 1 and deviation 0.1, as
 * Hoffman's gamma distribution of shape 100 has.
 *
 * @param random Where they are drawn.
 * @param words Number of words.
 * @param topics Number of topics.
 * @returns Numbers above 0, [words, topics].
 */
export function drawTopicWords(
  random: Random,
  words: number,
  topics: number,
): Float64Array {
  // A normal number of 32 random bits is never below -7.
  return Float64Array.from(
    { length: words * topics },
    () => 1 + 0.1 * random.normal(),
  );
}

/**
 * Finds the topics of documents.
 *
 * @param counts Words of the documents, at least one in all.
 * @param options Number of topics, passes, priors and start.
 * @returns Topics and their shares in the documents.
 * @throws {RangeError} If no document has a word.
 */
export function lda(
  counts: WordCounts,
  { topics = 10, passes = 10, start, ...priors }: LdaOptions,
): Topics {
  if (counts.ids.length === 0) {
    throw new RangeError(
      "Cannot find topics: there are 0 words, expected some",
    );
  }
  const shape: Shape = {
    topics,
    words: counts.words.length,
    documentPrior: priors.documentPrior ?? 1 / topics,
    wordPrior: priors.wordPrior ?? 1 / topics,
  };
  const total = counts.counts.reduce((sum, count) => sum + count, 0);
  let lambda: Float64Array = start;
  let inferred = infer(counts, lambda, shape);
  const perplexity = () => Math.exp(-bound(lambda, inferred, shape) / total);
  const perplexities = [perplexity()];
  for (let pass = 0; pass < passes; pass++) {
    lambda = inferred.statistics.map((value) => value + shape.wordPrior);
    inferred = infer(counts, lambda, shape);
    perplexities.push(perplexity());
  }
  return {
    count: topics,
    wordShares: columnShares(lambda, shape.words, topics),
    documentShares: rowShares(inferred.gamma, topics),
    perplexities,
  };
}

/** Lower bound of the logarithm of the documents' probability, in nats. */
function bound(
  lambda: Float64Array,
  { gamma, fit }: Inferred,
  shape: Shape,
): number {
  const { topics, documentPrior, wordPrior } = shape;
  const ofDocuments = { values: gamma, cols: topics, each: "row" } as const;
  return fit - divergence(ofDocuments, documentPrior) -
    divergence(wordsOf(lambda, shape), wordPrior);
}

/** Columns of a matrix [rows, cols] as shares of their sums, [cols, rows]. */
function columnShares(
  matrix: Float64Array,
  rows: number,
  cols: number,
): Float64Array {
  const turned = new Float64Array(matrix.length);
  matrix.forEach((value, i) =>
    turned[(i % cols) * rows + Math.floor(i / cols)] = value
  );
  return rowShares(turned, rows);
}

/** Rows of a matrix as shares of their sums. */
function rowShares(matrix: Float64Array, cols: number): Float64Array {
  const shares = matrix.slice();
  for (let start = 0; start < shares.length; start += cols) {
    const row = shares.subarray(start, start + cols);
    const sum = row.reduce((total, value) => total + value, 0);
    row.forEach((value, i) => row[i] = value / sum);
  }
  return shares;
}
