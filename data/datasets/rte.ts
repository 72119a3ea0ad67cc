import { glueLayouts } from "../layouts/glue.ts";
import type { Source } from "../source.ts";

const labels = ["entailment", "not_entailment"];

/** Whether a sentence follows from another, by the challenges 1, 2, 3 and 5. */
export const rte: Source = {
  source: "Dagan et al. 2006 and its successors, as RTE of GLUE",
  terms: "none stated",
  hub: { repo: "nyu-mll/glue", configuration: "rte" },
  labels,
  layouts: glueLayouts({
    task: "rte",
    labels,
    original: { text: "sentence1", pair: "sentence2", label: "label" },
    hub: { text: "sentence1", pair: "sentence2", label: "label" },
  }),
  paper: {
    counts: { train: 2_490, test: 277 },
    counted: ["train", "validation"],
  },
};
