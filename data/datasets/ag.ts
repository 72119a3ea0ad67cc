import { readCsv } from "../../lib/text/csv.ts";
import type { Row } from "../../lib/text/row.ts";
import { tableLayout } from "../layouts/table.ts";
import type { Source } from "../source.ts";

const labels = ["World", "Sports", "Business", "Sci/Tech"];

/** Rows of the original, which has classes from 1 and no header line. */
async function* originalRows(path: string): AsyncGenerator<Row> {
  const columns = ["class", "title", "description"];
  for await (const { place, cells } of readCsv(path, { columns })) {
    const text = `${cells.title} ${cells.description}`;
    yield { place, cells: { text, class: cells.class } };
  }
}

/** Fields of news articles, by title and description. */
export const ag: Source = {
  source: "Zhang et al. 2015, arXiv:1509.01626, AG's News",
  terms: "non-commercial research",
  hub: { repo: "fancyzhx/ag_news" },
  labels,
  layouts: [
    tableLayout(
      { train: ["train.csv"], test: ["test.csv"] },
      {
        columns: { text: "text", label: "class" },
        codes: labels.map((_, i) => `${i + 1}`),
      },
      originalRows,
    ),
    tableLayout(
      { train: ["data/train-*.parquet"], test: ["data/test-*.parquet"] },
      { columns: { text: "text", label: "label" }, labels },
    ),
  ],
  paper: {
    counts: { train: 120_000, test: 7_600 },
    counted: ["train", "validation"],
  },
};
