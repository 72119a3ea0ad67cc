/**
 * Found topics as rows: one measured number each.
 *
 * @module
 */
import type { FoundTopics, Topic } from "./find_topics.ts";

/** How probable a word is in a topic. */
export interface TopicWordRow {
  readonly metric: "topic_word";
  readonly dataset: string;
  /** Number of the topic, from 1. */
  readonly topic: number;
  /** Place of the word among the topic's, from 1. */
  readonly rank: number;
  readonly word: string;
  /** Probability, 0 to 1. */
  readonly value: number;
}

/** Mean share of a topic in documents. */
export interface TopicShareRow {
  /** A topic of the data set's own, or one of all data sets together. */
  readonly metric: "topic_share" | "common_topic_share";
  readonly dataset: string;
  readonly topic: number;
  /** The topic's first words, with commas. */
  readonly words: string;
  /** Share, 0 to 1. */
  readonly value: number;
}

/** How surprising a word is after so many passes. */
export interface PerplexityRow {
  readonly metric: "perplexity";
  readonly dataset: string;
  readonly pass: number;
  /** Perplexity, from 1. */
  readonly value: number;
}

/** Words that name a topic. */
const NAMING = 4;

/**
 * Rows on the topics of a data set.
 *
 * @param dataset Name of the data set.
 * @param found Its topics.
 */
export function topicRows(
  dataset: string,
  { topics, perplexities }: FoundTopics,
): (TopicWordRow | TopicShareRow | PerplexityRow)[] {
  return [
    ...topics.flatMap(({ words }, k) =>
      words.map(({ word, probability }, i) => ({
        metric: "topic_word" as const,
        dataset,
        topic: k + 1,
        rank: i + 1,
        word,
        value: probability,
      }))
    ),
    ...topics.map((topic, k) => ({
      metric: "topic_share" as const,
      dataset,
      topic: k + 1,
      words: firstWords(topic),
      value: topic.share,
    })),
    ...perplexities.map((value, pass) => ({
      metric: "perplexity" as const,
      dataset,
      pass,
      value,
    })),
  ];
}

/**
 * Shares of common topics in each data set.
 *
 * @param found Topics of the documents of all data sets, one after another.
 * @param counts Number of documents of each data set, in that order.
 * @returns A row a data set and topic.
 * @throws {RangeError} If the counts do not add up to the documents.
 */
export function commonShares(
  { topics, shares }: FoundTopics,
  counts: ReadonlyMap<string, number>,
): TopicShareRow[] {
  const total = counts.values().reduce((sum, count) => sum + count, 0);
  if (total !== shares.length) {
    throw new RangeError(
      `Cannot share topics: there are ${total} documents, expected ${shares.length}`,
    );
  }
  let end = 0;
  return [...counts].flatMap(([dataset, count]) => {
    const own = shares.slice(end, end += count);
    return topics.map((topic, k) => ({
      metric: "common_topic_share" as const,
      dataset,
      topic: k + 1,
      words: firstWords(topic),
      value: own.reduce((sum, share) => sum + share[k]!, 0) / count,
    }));
  });
}

function firstWords({ words }: Topic): string {
  return words.slice(0, NAMING).map(({ word }) => word).join(", ");
}
