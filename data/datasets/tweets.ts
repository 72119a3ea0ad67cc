import { tableLayout } from "../layouts/table.ts";
import type { Source } from "../source.ts";

const labels = ["no_hate", "hate"];

const form = { columns: { text: "tweet", label: "label" }, labels };

/**
 * Whether a tweet is racist or sexist; 7 % are.
 *
 * The original's test file has no labels and is not used. A file of labelled
 * tweets named `test.csv` is the test if it is there.
 */
export const tweets: Source = {
  source: "Sharma 2018, Analytics Vidhya, Twitter sentiment analysis",
  terms: "none stated; the tweets belong to their authors",
  hub: { repo: "tweets-hate-speech-detection/tweets_hate_speech_detection" },
  labels,
  layouts: [
    tableLayout({ train: ["train.csv"], test: ["test.csv"] }, form),
    tableLayout({ train: ["train*.csv"] }, form),
    tableLayout({ train: ["data/train-*.parquet"] }, form),
  ],
  paper: {
    counts: { train: 31_962, test: 3_196 },
    counted: ["train", "validation", "test"],
    drawn: { of: 31_962, test: 3_196, validation: 3_196 },
  },
};
