import { percentNumber } from "./percent.ts";

/** A topic of a data set, as its table shows it. */
export interface TableTopic {
  /** Mean share of the topic in the documents, 0 to 1. */
  readonly share: number;
  /** Its most probable words, the most probable first. */
  readonly words: readonly { readonly word: string }[];
}

/**
 * Tables 4 to 16: the topics of a data set, as Markdown.
 *
 * @param dataset Name of the data set.
 * @param topics Its topics, in the table's order.
 * @returns A heading and a table; shares in percent.
 * @see Nguyen and Le 2024, arXiv:2402.10639, tables 4 to 16
 */
export function topicTable(
  dataset: string,
  topics: readonly TableTopic[],
): string {
  const lines = topics.map(({ share, words }, i) => {
    const list = words.map(({ word }) => word).join(", ");
    return `| ${i + 1} | ${percentNumber(share)} | ${list} |`;
  });
  return [
    `## ${dataset}`,
    "",
    "| topic | share (%) | words |",
    "| ----: | --------: | :---- |",
    ...lines,
    "",
  ].join("\n");
}
