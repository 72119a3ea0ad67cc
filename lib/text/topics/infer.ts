/**
 * The expectation step of latent Dirichlet allocation: documents, given topics.
 *
 * @module
 * @see Hoffman, Blei and Bach 2010, "Online Learning for Latent Dirichlet
 * Allocation", section 2.1, algorithm 1, E step
 */
import { digamma } from "../../math/gamma.ts";
import { type Dirichlets, expectedLogs } from "./dirichlet.ts";
import type { WordCounts } from "./word_counts.ts";

/** Sizes and priors, as all parts of the fit need them. */
export interface Shape {
  readonly topics: number;
  readonly words: number;
  /** Prior of a document's topics, above 0. */
  readonly documentPrior: number;
  /** Prior of a topic's words, above 0. */
  readonly wordPrior: number;
}

/** Most rounds for one document, and the change of gamma that ends them. */
const ROUNDS = 100;
const CHANGE = 1e-3;

/** Added to probabilities before something is divided by them. */
const TINY = 1e-100;

/** What the topics say of the documents. */
export interface Inferred {
  /** Parameters of each document's topics, [documents, topics]. */
  gamma: Float64Array;
  /** Expected number of words that each topic gave rise to, [words, topics]. */
  statistics: Float64Array;
  /** Logarithm of the words' probability under expected logarithms, in nats. */
  fit: number;
}

/**
 * Fits each document's gamma to the topics.
 *
 * @param counts Words of the documents.
 * @param lambda Parameters of the topics' words, [words, topics].
 * @param shape Sizes and priors.
 */
export function infer(
  { offsets, ids, counts }: WordCounts,
  lambda: Float64Array,
  shape: Shape,
): Inferred {
  const { topics } = shape;
  const likely = expectedLogs(wordsOf(lambda, shape)).map(Math.exp);
  const documents = offsets.length - 1;
  const gamma = new Float64Array(documents * topics).fill(1);
  const statistics = new Float64Array(lambda.length);
  let fit = 0;
  for (let d = 0; d < documents; d++) {
    const [from, to] = [offsets[d]!, offsets[d + 1]!];
    const own = gamma.subarray(d * topics, (d + 1) * topics);
    const weights = fitDocument(
      ids.subarray(from, to),
      counts.subarray(from, to),
      likely,
      own,
      shape,
    );
    for (let n = from; n < to; n++) {
      const at = ids[n]! * topics;
      const chance = probability(likely, at, weights);
      fit += counts[n]! * Math.log(chance);
      const scale = counts[n]! / chance;
      for (let k = 0; k < topics; k++) {
        statistics[at + k]! += scale * weights[k]! * likely[at + k]!;
      }
    }
  }
  return { gamma, statistics, fit };
}

/**
 * The distributions of the topics' words: a topic a column.
 *
 * @param lambda Their parameters, [words, topics].
 * @param shape Sizes.
 */
export function wordsOf(lambda: Float64Array, { topics }: Shape): Dirichlets {
  return { values: lambda, cols: topics, each: "column" };
}

/**
 * Fits one document's gamma in place.
 *
 * @param likely Exponentials of the words' expected logarithms, [words, topics].
 * @returns Exponentials of the expected logarithms of its topics' shares.
 */
function fitDocument(
  ids: Uint32Array,
  counts: Uint32Array,
  likely: Float64Array,
  gamma: Float64Array,
  { topics, documentPrior }: Shape,
): Float64Array {
  const weights = expectedTopics(gamma, new Float64Array(topics));
  const rows = rowsOf(likely, ids, topics); // side by side, as each round reads them
  const next = new Float64Array(topics);
  for (let round = 0; round < ROUNDS; round++) {
    next.fill(0);
    for (let n = 0; n < ids.length; n++) {
      const scale = counts[n]! / probability(rows, n * topics, weights);
      for (let k = 0; k < topics; k++) {
        next[k]! += scale * rows[n * topics + k]!;
      }
    }
    let change = 0;
    for (let k = 0; k < topics; k++) {
      const value = documentPrior + weights[k]! * next[k]!;
      change += Math.abs(value - gamma[k]!) / topics;
      gamma[k] = value;
    }
    expectedTopics(gamma, weights);
    if (change < CHANGE) break;
  }
  return weights;
}

/** Rows of a matrix, one after another. */
function rowsOf(
  matrix: Float64Array,
  ids: Uint32Array,
  cols: number,
): Float64Array {
  const rows = new Float64Array(ids.length * cols);
  ids.forEach((id, n) => {
    for (let k = 0; k < cols; k++) rows[n * cols + k] = matrix[id * cols + k]!;
  });
  return rows;
}

/** Fills in the exponentials of the expected logarithms of a document's shares. */
function expectedTopics(gamma: Float64Array, out: Float64Array): Float64Array {
  const normal = digamma(gamma.reduce((sum, value) => sum + value, 0));
  gamma.forEach((value, k) => out[k] = Math.exp(digamma(value) - normal));
  return out;
}

/** How likely a document's topics give rise to a word, but for normalising. */
function probability(
  likely: Float64Array,
  at: number,
  weights: Float64Array,
): number {
  let sum = TINY;
  for (let k = 0; k < weights.length; k++) sum += weights[k]! * likely[at + k]!;
  return sum;
}
