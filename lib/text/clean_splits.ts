import type { Split, SplitName } from "./dataset.ts";
import { holdOut } from "./hold_out.ts";
import { distinct, without } from "./distinct.ts";

/** Examples as a data set's files divide them; not all have a labelled test. */
export interface Parts {
  train: Split;
  validation?: Split;
  test?: Split;
}

/** Share of the training file that stands in for a part that has no file. */
const SHARE = 0.1;

/**
 * Divides a data set so that no text is in two splits.
 *
 * A test file stays as it is; without one, a tenth of the distinct texts is drawn
 * for it, by class. A validation file is kept but for the texts of the test;
 * without one, a tenth of the training examples is drawn. What is left, but for
 * the texts of the other two, is for training.
 *
 * @param parts The files' examples.
 * @param options Seed of the draws.
 * @returns The three splits.
 */
export function cleanSplits(
  { train, ...given }: Parts,
  { seed }: { seed: number },
): Record<SplitName, Split> {
  const draw = (from: Split, name: string) =>
    holdOut(from, { share: SHARE, seed, name: `hold out/${name}` });
  const { kept: pool, held: test } = given.test
    ? { kept: without(train, given.test), held: given.test }
    : draw(distinct(train), "test");
  const { kept, held: validation } = given.validation
    ? { kept: pool, held: without(given.validation, test) }
    : draw(pool, "validation");
  return { train: without(kept, validation), validation, test };
}
