import { glueLayouts } from "../layouts/glue.ts";
import type { Source } from "../source.ts";

const labels = ["entailment", "not_entailment"];

/** Whether a sentence of Wikipedia answers a question. */
export const qnli: Source = {
  source: "Rajpurkar et al. 2016, arXiv:1606.05250, as QNLI of GLUE",
  terms: "CC BY-SA 4.0",
  hub: { repo: "nyu-mll/glue", configuration: "qnli" },
  labels,
  layouts: glueLayouts({
    task: "qnli",
    labels,
    original: { text: "question", pair: "sentence", label: "label" },
    hub: { text: "question", pair: "sentence", label: "label" },
  }),
  paper: {
    counts: { train: 104_743, test: 5_463 },
    counted: ["train", "validation"],
  },
};
