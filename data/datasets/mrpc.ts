import { inputError } from "../../lib/io/failure.ts";
import { toExamples } from "../../lib/text/examples.ts";
import { readLines } from "../../lib/text/lines.ts";
import type { Row } from "../../lib/text/row.ts";
import { readTsv } from "../../lib/text/tsv.ts";
import { filesLike } from "../files_like.ts";
import { glueHubLayout } from "../layouts/glue.ts";
import { tableLayout } from "../layouts/table.ts";
import type { Layout, Source } from "../source.ts";

const labels = ["not_equivalent", "equivalent"];
const columns = { text: "#1 String", pair: "#2 String", label: "Quality" };
const TRAIN = "msr_paraphrase_train.txt";
const DEV_IDS = "*dev_ids.tsv";

/**
 * Microsoft's training file, of which GLUE made its training and development
 * files by a list of the latter's pairs. Microsoft's test file is not used, as
 * in paper 1.
 */
const original: Layout = {
  files: [TRAIN, DEV_IDS],
  async read(directory) {
    const [list = ""] = await filesLike(directory, DEV_IDS);
    const dev = new Set<string>();
    for await (const { text } of readLines(list)) dev.add(text);
    const path = `${directory}/${TRAIN}`;
    const inDev = (inside: boolean) =>
      Array.fromAsync(
        toExamples(rowsOf(path, dev, inside), path, { columns, labels }),
      );
    const parts = { train: await inDev(false), test: await inDev(true) };
    if (parts.test.length === dev.size) return parts;
    throw inputError(
      `Cannot read "${path}": it has ${parts.test.length} of the pairs in ` +
        `"${list}", expected all ${dev.size}`,
    );
  },
};

/** Rows whose pair of ids is in the list, or those whose pair is not. */
async function* rowsOf(
  path: string,
  dev: ReadonlySet<string>,
  inside: boolean,
): AsyncGenerator<Row> {
  for await (const row of readTsv(path)) {
    const ids = `${row.cells["#1 ID"]}\t${row.cells["#2 ID"]}`;
    if (dev.has(ids) === inside) yield row;
  }
}

/** Whether two sentences of news mean the same. */
export const mrpc: Source = {
  source: "Dolan and Brockett 2005, as MRPC of GLUE",
  terms: "Microsoft Shared Source License, non-commercial",
  hub: { repo: "nyu-mll/glue", configuration: "mrpc" },
  labels,
  layouts: [
    original,
    tableLayout({ train: ["train.tsv"], test: ["dev.tsv"] }, {
      columns,
      labels,
    }),
    glueHubLayout("mrpc", {
      columns: { text: "sentence1", pair: "sentence2", label: "label" },
      labels,
      dev: "validation",
    }),
  ],
  paper: {
    counts: { train: 3_668, test: 408 },
    counted: ["train", "validation"],
  },
};
