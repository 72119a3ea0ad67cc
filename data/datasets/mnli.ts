import { glueLayouts } from "../layouts/glue.ts";
import type { Source } from "../source.ts";

const labels = ["entailment", "neutral", "contradiction"];

/** Whether a sentence follows from another; tested on the matched genres. */
export const mnli: Source = {
  source: "Williams et al. 2018, arXiv:1704.05426, as MNLI of GLUE",
  terms: "OANC, CC BY 3.0 or CC BY-SA 3.0, by genre",
  hub: { repo: "nyu-mll/glue", configuration: "mnli" },
  labels,
  layouts: glueLayouts({
    task: "mnli",
    labels,
    original: { text: "sentence1", pair: "sentence2", label: "gold_label" },
    hub: { text: "premise", pair: "hypothesis", label: "label" },
    dev: { original: "dev_matched", hub: "validation_matched" },
  }),
  paper: {
    counts: { train: 392_702, test: 9_815 },
    counted: ["train", "validation"],
  },
};
