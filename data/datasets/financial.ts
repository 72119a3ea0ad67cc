import { inputError } from "../../lib/io/failure.ts";
import { toExamples } from "../../lib/text/examples.ts";
import { readLines } from "../../lib/text/lines.ts";
import type { Row } from "../../lib/text/row.ts";
import { filesLayout } from "../layouts/files.ts";
import { tableLayout } from "../layouts/table.ts";
import type { Source } from "../source.ts";

const labels = ["negative", "neutral", "positive"];

/** Rows of the original: a sentence, its last `@` and its label. */
async function* originalRows(path: string): AsyncGenerator<Row> {
  const lines = readLines(path, { encoding: "iso-8859-1" });
  for await (const { number, text: line } of lines) {
    const at = line.lastIndexOf("@");
    if (at < 0) {
      throw inputError(
        `Cannot read "${path}": line ${number} has no @, expected a sentence, ` +
          "@ and its label",
      );
    }
    const cells = { text: line.slice(0, at), label: line.slice(at + 1) };
    yield { place: `line ${number}`, cells };
  }
}

/** Sentiment of financial news for investors, where half of the judges agree. */
export const financial: Source = {
  source: "Malo et al. 2014, arXiv:1307.5336, Financial PhraseBank 1.0",
  terms: "CC BY-NC-SA 3.0",
  hub: {
    repo: "takala/financial_phrasebank",
    configuration: "sentences_50agree",
    revision: "refs/convert/parquet",
  },
  labels,
  layouts: [
    filesLayout(
      { train: ["Sentences_50Agree.txt"] },
      (path) => toExamples(originalRows(path), path, { codes: labels }),
    ),
    tableLayout(
      { train: ["sentences_50agree/train/*.parquet"] },
      { columns: { text: "sentence", label: "label" }, labels },
    ),
  ],
  paper: {
    counts: { train: 4_846, test: 484 },
    counted: ["train", "validation", "test"],
    drawn: { of: 4_846, test: 484, validation: 484 },
  },
};
