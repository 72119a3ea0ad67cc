import { foldersLayout } from "../layouts/folders.ts";
import { tableLayout } from "../layouts/table.ts";
import type { Layout, Source } from "../source.ts";

const labels = ["negative", "positive"];

const folders = ["neg", "pos"];
const reviews = (part: string) =>
  folders.map((folder) => `aclImdb/${part}/${folder}/*.txt`);

/** Without the test files if the paper's splits are asked for. */
function testDrawn(layout: Layout): Layout {
  return {
    ...layout,
    async read(directory, splits) {
      const parts = await layout.read(directory, splits);
      return splits === "clean" ? parts : { train: parts.train };
    },
  };
}

/**
 * Sentiment of film reviews.
 *
 * Table 2 adds up to the 25,000 reviews that the original has for training: the
 * paper drew its test from them and left the original's test alone.
 */
export const imdb: Source = {
  source: "Maas et al. 2011, Large Movie Review Dataset 1.0",
  terms: "none stated",
  hub: { repo: "stanfordnlp/imdb", configuration: "plain_text" },
  labels,
  layouts: [
    testDrawn(
      foldersLayout(
        { train: reviews("train"), test: reviews("test") },
        folders,
      ),
    ),
    testDrawn(tableLayout({
      train: ["plain_text/train-*.parquet"],
      test: ["plain_text/test-*.parquet"],
    }, { columns: { text: "text", label: "label" }, labels })),
  ],
  paper: {
    counts: { train: 22_500, test: 2_500 },
    counted: ["train", "validation"],
    drawn: { of: 25_000, test: 2_500, validation: 2_500 },
  },
};
