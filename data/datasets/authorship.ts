import { readRows } from "../../lib/text/formats.ts";
import type { Row } from "../../lib/text/row.ts";
import { foldersLayout } from "../layouts/folders.ts";
import { tableLayout } from "../layouts/table.ts";
import type { Layout, Source } from "../source.ts";

const labels = [
  "catherinebennett",
  "georgemonbiot",
  "hugoyoung",
  "jonathanfreedland",
  "martinkettle",
  "maryriddell",
  "nickcohen",
  "peterpreston",
  "pollytoynbee",
  "royhattersley",
  "simonhoggart",
  "willhutton",
  "zoewilliams",
];

/**
 * How often paper 1 has each article: table 2 adds up to 3,429 rows, which is nine
 * times the 381 articles that are not on books. Each of the Hub's configurations
 * for other topics holds all of these, and configurations were joined before they
 * were divided, so that most articles of the test are in the training split too.
 */
const COPIES = 9;

/** A form whose paper's splits have copies of the articles that are not on books. */
function copied(
  { all, notOnBooks }: { all: Layout; notOnBooks: Layout },
): Layout {
  return {
    files: all.files,
    async read(directory, splits) {
      if (splits === "clean") return await all.read(directory, splits);
      const { train } = await notOnBooks.read(directory, splits);
      const copies = Array.from({ length: COPIES }, () => train);
      return { train: copies.flat().map((example) => ({ ...example })) };
    },
  };
}

const articles = (topic: string) => `Guardian_original/${topic}/*/*.txt`;

const original = copied({
  all: foldersLayout({ train: [articles("*")] }, labels),
  notOnBooks: foldersLayout({
    train: ["Politics", "Society", "UK", "World"].map(articles),
  }, labels),
});

/** Number of the topic that is not in the configurations for other topics. */
const BOOKS = 4;

/** The Hub's configuration that has all articles, in the order of its files. */
function hubLayout(files: string): Layout {
  const form = { columns: { text: "article", label: "author" }, labels };
  const parts = { train: [files] };
  const table = (rows: (path: string) => AsyncIterable<Row>) =>
    tableLayout(parts, form, rows);
  return copied({
    all: table(readRows),
    notOnBooks: table(async function* (path) {
      for await (const row of readRows(path)) {
        if (row.cells.topic !== BOOKS) yield row;
      }
    }),
  });
}

/** Who wrote an article of the Guardian; articles that occur twice count once. */
export const authorship: Source = {
  source: "Stamatatos 2013, Guardian corpus",
  terms: "no licence; the articles belong to Guardian News & Media",
  hub: {
    repo: "Efstathios/guardian_authorship",
    configuration: "cross_genre_1",
    revision: "refs/convert/parquet",
  },
  labels,
  layouts: [
    original,
    hubLayout("cross_genre_1/*.parquet"),
    hubLayout("cross_genre_1/*/*.parquet"),
  ],
  paper: {
    counts: { train: 2_743, test: 686 },
    counted: ["train", "validation"],
    drawn: { of: 3_429, test: 686 },
  },
};
