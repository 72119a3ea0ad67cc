import { glueLayouts } from "../layouts/glue.ts";
import type { Source } from "../source.ts";

const labels = ["not_duplicate", "duplicate"];

/** Whether two questions on Quora ask for the same. */
export const qqp: Source = {
  source: "Iyer et al. 2017, First Quora dataset release, as QQP of GLUE",
  terms: "Quora's terms of service, non-commercial",
  hub: { repo: "nyu-mll/glue", configuration: "qqp" },
  labels,
  layouts: glueLayouts({
    task: "qqp",
    labels,
    original: { text: "question1", pair: "question2", label: "is_duplicate" },
    hub: { text: "question1", pair: "question2", label: "label" },
    // Some questions contain a line end, so that their row is broken in two.
    short: "skip",
  }),
  paper: {
    counts: { train: 363_846, test: 40_430 },
    counted: ["train", "validation"],
  },
};
