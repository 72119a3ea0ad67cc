/**
 * How good predictions are.
 *
 * @module
 */

/** Predictions of a test set beside its labels. */
export interface Judged {
  /** Predicted class of each example. */
  readonly predictions: ArrayLike<number>;
  /** Right class of each example. */
  readonly labels: ArrayLike<number>;
}

/** Number of examples whose prediction is right. */
export function countCorrect({ predictions, labels }: Judged): number {
  let correct = 0;
  for (let i = 0; i < labels.length; i++) {
    if (predictions[i] === labels[i]) correct++;
  }
  return correct;
}

/**
 * Mean over the classes of the harmonic mean of precision and recall.
 *
 * A class that is neither there nor predicted does not count; one that is there
 * or predicted, but never rightly, counts 0: as scikit-learn's macro average.
 *
 * @param judged Predictions and labels.
 * @returns A fraction from 0 to 1.
 */
export function macroF1({ predictions, labels }: Judged): number {
  const classes = new Map<number, { hits: number; named: number }>();
  const at = (name: number) => {
    const known = classes.get(name) ?? { hits: 0, named: 0 };
    classes.set(name, known);
    return known;
  };
  for (let i = 0; i < labels.length; i++) {
    const [predicted, label] = [predictions[i]!, labels[i]!];
    at(predicted).named++;
    at(label).named++;
    if (predicted === label) at(label).hits++;
  }
  const scores = [...classes.values()].map(({ hits, named }) =>
    2 * hits / named
  );
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

/** Share of the most frequent class among the labels. */
export function majorityShare(labels: ArrayLike<number>): number {
  const counts = new Map<number, number>();
  for (const label of Array.from(labels)) {
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return Math.max(...counts.values()) / labels.length;
}
