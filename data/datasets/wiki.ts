import { toExamples } from "../../lib/text/examples.ts";
import { readCsv } from "../../lib/text/csv.ts";
import type { Row } from "../../lib/text/row.ts";
import { tableLayout } from "../layouts/table.ts";
import type { Layout, Source } from "../source.ts";

const labels = ["clean", "toxic"];

const columns = (label: string) => ({ text: "comment_text", label });

/** Kaggle's files: the labels of the test came later, in a file of their own. */
const kaggle: Layout = {
  files: ["train.csv", "test.csv", "test_labels.csv"],
  async read(directory) {
    const read = (rows: AsyncIterable<Row>, name: string) =>
      Array.fromAsync(
        toExamples(rows, `${directory}/${name}`, {
          columns: columns("toxic"),
          labels,
        }),
      );
    return {
      train: await read(readCsv(`${directory}/train.csv`), "train.csv"),
      test: await read(judged(directory), "test.csv"),
    };
  },
};

/** Comments of the test with their labels; those that were not judged have -1. */
async function* judged(directory: string): AsyncGenerator<Row> {
  const toxic = new Map<unknown, unknown>();
  for await (const { cells } of readCsv(`${directory}/test_labels.csv`)) {
    if (cells.toxic !== "-1") toxic.set(cells.id, cells.toxic);
  }
  for await (const { place, cells } of readCsv(`${directory}/test.csv`)) {
    if (!toxic.has(cells.id)) continue;
    yield { place, cells: { ...cells, toxic: toxic.get(cells.id) } };
  }
}

/** Whether a comment on a page of Wikipedia is toxic; 10 % are. */
export const wiki: Source = {
  source: "Jigsaw 2018, Kaggle toxic comment classification challenge",
  terms: "labels CC0, comments CC BY-SA 3.0",
  hub: { repo: "OxAISH-AL-LLM/wiki_toxic" },
  labels,
  layouts: [
    kaggle,
    tableLayout({
      train: ["train.csv"],
      validation: ["validation.csv"],
      test: ["test.csv"],
    }, { columns: columns("label"), labels }),
    tableLayout(
      { train: ["train.csv"], test: ["test.csv"] },
      { columns: columns("labels"), labels },
    ),
  ],
  paper: {
    counts: { train: 127_656, test: 63_978 },
    counted: ["train"],
    drawn: { of: 159_571, validation: 31_915 },
  },
};
