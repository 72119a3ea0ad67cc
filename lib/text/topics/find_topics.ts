import { inputError } from "../../io/failure.ts";
import { random } from "../../math/random.ts";
import { contentWords } from "./content_words.ts";
import { drawTopicWords, lda, type LdaOptions } from "./lda.ts";
import { countWords } from "./word_counts.ts";

/** A topic, for people. */
export interface Topic {
  /** Mean share of the topic in the documents, 0 to 1. */
  readonly share: number;
  /** Its most probable words, the most probable first. */
  readonly words: readonly TopicWord[];
}

/** A word of a topic. */
export interface TopicWord {
  readonly word: string;
  /** Share of the topic's words that are this one, 0 to 1. */
  readonly probability: number;
}

/** Topics of documents. */
export interface FoundTopics {
  /** The topics, that of the largest share first. */
  readonly topics: readonly Topic[];
  /** Share of each topic in each document, in the order of both. */
  readonly shares: readonly Float64Array[];
  /** Perplexity of a word before the first pass and after each. */
  readonly perplexities: readonly number[];
  /** Number of different words. */
  readonly vocabulary: number;
}

/** Options of {@linkcode findTopics}. */
export interface FindTopicsOptions extends Omit<LdaOptions, "start"> {
  /** Whole number that fixes where the fit starts. */
  seed: number;
  /** Words of each topic, from 1. @default {15} */
  wordsPerTopic?: number;
  /** Fewest documents that a word must be in, from 1. @default {1} */
  minDocuments?: number;
  /** Words that do not count; the usual ones if absent. */
  stopWords?: ReadonlySet<string> | undefined;
}

/**
 * Finds what documents are about.
 *
 * @param documents English texts.
 * @param options Seed, number of topics, and which words count.
 * @returns The topics; the same for the same documents and options.
 * @throws {Failure} If no word is left that counts.
 * @see Nguyen and Le 2024, arXiv:2402.10639, section A.2
 */
export function findTopics(
  documents: readonly string[],
  { seed, wordsPerTopic = 15, minDocuments = 1, stopWords, ...options }:
    FindTopicsOptions,
): FoundTopics {
  const counts = countWords(
    documents.map((text) => contentWords(text, stopWords)),
    { minDocuments },
  );
  const { words } = counts;
  if (words.length === 0) {
    throw inputError(
      `Cannot find topics of ${documents.length} documents: they have no words that count, expected some`,
    );
  }
  const count = options.topics ?? 10;
  const start = drawTopicWords(random(seed, "topics"), words.length, count);
  const found = lda(counts, { ...options, start });
  const rows = (values: Float64Array, cols: number) =>
    Array.from(
      { length: values.length / cols },
      (_, i) => values.subarray(i * cols, (i + 1) * cols),
    );
  const inDocuments = rows(found.documentShares, count);
  const topics = rows(found.wordShares, words.length).map((shares, k) => ({
    share: inDocuments.reduce((sum, own) => sum + own[k]!, 0) /
      documents.length,
    words: mostProbable(words, shares, wordsPerTopic),
  }));
  const order = [...topics.keys()]
    .sort((a, b) => topics[b]!.share - topics[a]!.share || a - b);
  return {
    topics: order.map((k) => topics[k]!),
    shares: inDocuments.map((own) => own.map((_, i) => own[order[i]!]!)),
    perplexities: found.perplexities,
    vocabulary: words.length,
  };
}

/** The most probable words of a topic; of equal ones the first by alphabet. */
function mostProbable(
  words: readonly string[],
  shares: Float64Array,
  count: number,
): TopicWord[] {
  return [...shares.keys()]
    .sort((a, b) => shares[b]! - shares[a]! || a - b)
    .slice(0, count)
    .map((id) => ({ word: words[id]!, probability: shares[id]! }));
}
