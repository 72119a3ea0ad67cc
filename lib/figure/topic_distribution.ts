import type { TopLevelSpec } from "vega-lite";
import { percent } from "./percent.ts";
import { colours, frame } from "./theme.ts";

/** Share of a topic in the documents of a data set. */
export interface TopicShareRow {
  readonly dataset: string;
  /** Number of the topic, from 1. */
  readonly topic: number;
  /** The topic's first words. */
  readonly words: string;
  /** Mean share of the topic in the documents, 0 to 1. */
  readonly value: number;
}

/** The theme's colours, then lighter and darker ones of other hues. */
const RANGE = [
  colours.blue,
  colours.orange,
  colours.green,
  colours.purple,
  colours.sky,
  colours.vermillion,
  colours.grey,
  "#F0E442",
  "#6A3D9A",
  "#8C510A",
  "#B2DF8A",
  "#333333",
];

/**
 * Figure 2b: what the data sets are about, by topics that all share.
 *
 * @param rows Every topic in every data set, at least one row.
 * @param title Title, which may say how many documents there were.
 * @returns A Vega-Lite specification, a bar a data set.
 * @throws {RangeError} If there are no rows.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 2b
 */
export function topicDistribution(
  rows: readonly TopicShareRow[],
  { title, subtitle }: { title: string; subtitle: string },
): TopLevelSpec {
  if (rows.length === 0) {
    throw new RangeError("Cannot draw topics: 0 rows, expected some");
  }
  const values = rows.map(({ dataset, topic, words, value }) => ({
    dataset,
    topic: `${topic}: ${words}`,
    place: topic,
    share: percent(value),
  }));
  const names = [...new Set(values.map(({ topic }) => topic))];
  return {
    ...frame,
    title: { text: title, subtitle },
    description: "A bar for each data set, divided by topics",
    width: 520,
    height: { step: 26 },
    data: { values },
    mark: { type: "bar", height: 18, stroke: "white", strokeWidth: 0.5 },
    encoding: {
      y: { field: "dataset", type: "nominal", sort: null, title: null },
      x: {
        field: "share",
        type: "quantitative",
        title: "share of the topic (%)",
        stack: true,
        scale: { domain: [0, 100], clamp: true },
      },
      order: { field: "place", type: "quantitative" },
      color: {
        field: "topic",
        type: "nominal",
        title: "topics",
        scale: {
          domain: names,
          range: names.map((_, i) => RANGE[i % RANGE.length]!),
        },
        legend: { symbolType: "square" },
      },
    },
  };
}
