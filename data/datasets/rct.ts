import { toExamples } from "../../lib/text/examples.ts";
import { readAbstracts } from "../../lib/text/abstracts.ts";
import { filesLayout } from "../layouts/files.ts";
import { tableLayout } from "../layouts/table.ts";
import type { Layout, Source } from "../source.ts";

const labels = ["background", "objective", "methods", "results", "conclusions"];

const columns = { text: "text", label: "label" };

/** A release of abstracts: three files of one format with one set of sections. */
function abstractsLayout(
  [train, validation, test]: readonly [string, string, string],
  codes: readonly string[],
): Layout {
  return filesLayout(
    { train: [train], validation: [validation], test: [test] },
    (path) => toExamples(readAbstracts(path), path, { columns, codes }),
  );
}

const nictaLabels = [
  "background",
  "intervention",
  "other",
  "outcome",
  "population",
  "study design",
];

/**
 * The NICTA-PIBOSO corpus, which is of the same kind but has other sections. It
 * is read where PubMed RCT itself is missing, and bears its own name.
 *
 * @see Kim et al. 2011, doi:10.1186/1471-2105-12-S2-S5
 */
const nicta: Layout = {
  ...abstractsLayout([
    "nicta_piboso/train_clean.txt",
    "nicta_piboso/dev_clean.txt",
    "nicta_piboso/test_clean.txt",
  ], nictaLabels),
  name: "rct_nicta",
  labels: nictaLabels,
};

/** Sections of abstracts of randomised controlled trials, by sentence. */
export const rct: Source = {
  source: "Dernoncourt and Lee 2017, arXiv:1710.06071, PubMed 20k RCT",
  terms: "none stated",
  hub: { repo: "OxAISH-AL-LLM/pubmed_20k_rct" },
  labels,
  layouts: [
    abstractsLayout(
      ["train.txt", "dev.txt", "test.txt"],
      labels.map((label) => label.toUpperCase()),
    ),
    tableLayout({
      train: ["train*.csv"],
      validation: ["validation*.csv"],
      test: ["test*.csv"],
    }, { columns, labels }),
    nicta,
  ],
  paper: {
    counts: { train: 178_882, test: 30_135 },
    counted: ["train"],
  },
};
