import { glueLayouts } from "../layouts/glue.ts";
import type { Source } from "../source.ts";

const labels = ["negative", "positive"];

/** Sentences and phrases of film reviews with their sentiment. */
export const sst2: Source = {
  source: "Socher et al. 2013, as SST-2 of GLUE",
  terms: "none stated",
  hub: { repo: "nyu-mll/glue", configuration: "sst2" },
  labels,
  layouts: glueLayouts({
    task: "sst2",
    labels,
    original: { text: "sentence", label: "label" },
    hub: { text: "sentence", label: "label" },
  }),
  paper: {
    counts: { train: 67_349, test: 872 },
    counted: ["train", "validation"],
  },
};
