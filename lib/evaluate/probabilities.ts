import type { Outcome } from "./evaluate.ts";

/**
 * Probabilities of the classes: the exponentials of the logits, a row adding to 1.
 *
 * @param outcome Logits, [examples, classes].
 * @returns Probabilities, [examples, classes], from 0 to 1.
 */
export function probabilities(
  { logits, predictions }: Pick<Outcome, "logits" | "predictions">,
): Float64Array {
  const classes = logits.length / predictions.length;
  const result = Float64Array.from(logits);
  predictions.forEach((best, row) => {
    const own = result.subarray(row * classes, (row + 1) * classes);
    const largest = own[best]!;
    let sum = 0;
    own.forEach((logit, i) => sum += own[i] = Math.exp(logit - largest));
    own.forEach((value, i) => own[i] = value / sum);
  });
  return result;
}
