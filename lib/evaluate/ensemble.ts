import { inputError } from "../io/failure.ts";
import type { Outcome } from "./evaluate.ts";
import { probabilities } from "./probabilities.ts";

/** How the members of an ensemble are put together. */
export interface EnsembleOptions {
  /** How much each member counts, from 0, of which only the proportions matter; all alike by default. */
  readonly coefficients?: readonly number[] | undefined;
  /** What is averaged; probabilities by default. */
  readonly over?: "probabilities" | "logits" | undefined;
}

/**
 * Averages what several classifiers say of the same examples: what mixing weights
 * is the cheap stand-in for, at the cost of a pass through the network each.
 *
 * @param outcomes The members' outcomes, of the same examples and classes.
 * @param options How they are put together.
 * @returns The ensemble's outcome; its logits are the mean logits, or the
 * logarithms of the mean probabilities.
 * @throws {Failure} If there is no member, if members differ in shape or labels, or
 * if there is not one coefficient from 0 for each, of a sum above 0.
 * @see Wortsman et al. 2022, arXiv:2203.05482, section 2
 */
export function ensemble(
  outcomes: readonly Outcome[],
  { coefficients, over = "probabilities" }: EnsembleOptions = {},
): Outcome {
  expectAlike(outcomes);
  const shares = coefficients ?? outcomes.map(() => 1);
  const total = shares.reduce((sum, share) => sum + share, 0);
  const positive = total > 0 && shares.every((share) => share >= 0);
  if (shares.length !== outcomes.length || !positive) {
    throw inputError(
      `Cannot average predictions: the weights are [${shares}], expected ${outcomes.length} from 0 whose sum is above 0`,
    );
  }
  const [{ logits: { length }, labels }] = outcomes as [Outcome];
  const sums = new Float64Array(length);
  outcomes.forEach((outcome, at) => {
    const values = over === "logits" ? outcome.logits : probabilities(outcome);
    const share = shares[at]! / total;
    values.forEach((value, i) => sums[i]! += share * value);
  });
  const classes = length / labels.length;
  const predictions = labels.map((_, row) => {
    const own = sums.subarray(row * classes, (row + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
  const logits = Float32Array.from(
    sums,
    (sum) => over === "logits" ? sum : Math.log(sum),
  );
  return { logits, predictions, labels };
}

function expectAlike(outcomes: readonly Outcome[]): void {
  const [first] = outcomes;
  if (!first) {
    throw inputError(
      "Cannot average predictions: there are 0 members, expected at least 1",
    );
  }
  outcomes.forEach(({ logits, labels }, at) => {
    const same = logits.length === first.logits.length &&
      labels.every((label, row) => label === first.labels[row]);
    if (same) return;
    throw inputError(
      `Cannot average predictions: member ${
        at + 1
      } is of other examples or classes, expected those of member 1`,
    );
  });
}
