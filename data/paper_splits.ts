import type { Parts } from "../lib/text/clean_splits.ts";
import type { Dataset, Split, SplitName } from "../lib/text/dataset.ts";
import { drawByClass } from "../lib/text/draw_by_class.ts";
import { type DatasetName, datasets } from "./datasets.ts";
import type { PaperSplits, Source } from "./source.ts";

/** Share of the training file that is for validation where paper 1 is silent. */
const VALIDATION = 0.1;

/**
 * Divides a data set as paper 1 did, texts that occur twice and all.
 *
 * Of a smaller data set than the paper's, the same shares are drawn.
 *
 * @param parts The files' examples.
 * @param paper What the paper drew from what.
 * @param options Seed of the draws, which the paper does not state.
 * @returns The three splits.
 * @see Nguyen and Le 2024, arXiv:2402.10639, table 2
 */
export function paperSplits(
  parts: Parts,
  { drawn }: PaperSplits,
  { seed }: { seed: number },
): Record<SplitName, Split> {
  const rows = parts.train.length;
  const draw = (from: Split, share: number, name: string) => {
    const count = Math.round(rows * share);
    const held = drawByClass(from, { count, seed, name: `paper/${name}` });
    const chosen = new Set(held);
    return { kept: from.filter((example) => !chosen.has(example)), held };
  };
  const first = parts.test
    ? { kept: parts.train, held: parts.test }
    : draw(parts.train, drawn?.test ? drawn.test / drawn.of : 0.1, "test");
  const share = drawn?.validation ? drawn.validation / drawn.of : VALIDATION;
  const second = parts.validation
    ? { kept: first.kept, held: parts.validation }
    : draw(first.kept, share, "validation");
  return { train: second.kept, validation: second.held, test: first.held };
}

/** A number of table 2 beside ours. */
export interface PaperCount {
  dataset: string;
  split: "train" | "test";
  /** Examples that table 2 prints. */
  expected: number;
  /** Examples that are there, counted as the table counts them. */
  found: number;
}

/**
 * Compares the sizes of a data set's splits with table 2.
 *
 * The table counts as training examples those for validation too, and for some
 * data sets all examples.
 *
 * @param name Name of the data set.
 * @param dataset Its splits, divided as in the paper.
 * @returns A row each for training and test.
 * @see Nguyen and Le 2024, arXiv:2402.10639, table 2
 */
export function paperCounts(
  name: DatasetName,
  dataset: Pick<Dataset, SplitName>,
): PaperCount[] {
  const { counts, counted }: Source["paper"] = datasets[name].paper;
  const found = {
    train: counted.reduce((sum, split) => sum + dataset[split].length, 0),
    test: dataset.test.length,
  };
  return (["train", "test"] as const).map((split) => ({
    dataset: name,
    split,
    expected: counts[split],
    found: found[split],
  }));
}
