import { holdOut } from "../lib/text/hold_out.ts";
import { readExamples } from "../lib/text/read_examples.ts";
import type { Source } from "./source.ts";

const labels = ["negative", "positive"];

/**
 * Sentences and phrases of film reviews with their sentiment.
 *
 * GLUE hides the labels of its test file, so its development file is the test
 * split, as in the paper, and a tenth of the training file is for validation.
 */
export const sst2: Source = {
  source:
    "Socher et al. 2013, as SST-2 of GLUE, https://gluebenchmark.com/tasks; " +
    "no licence stated",
  labels,
  files: ["train.tsv", "dev.tsv"],
  async read(directory) {
    const [all, test] = await Promise.all(
      ["train.tsv", "dev.tsv"].map((file) =>
        readExamples(`${directory}/${file}`, { labels })
      ),
    );
    const { kept, held } = holdOut(all!, { share: 0.1, seed: 1 });
    return { train: kept, validation: held, test: test! };
  },
};
