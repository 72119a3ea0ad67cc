/**
 * What a run minimises.
 *
 * @module
 */
import type { Tensor } from "../gpu/tensor.ts";
import type { PackedBatch } from "../text/batches.ts";
import type { Batch } from "../model/batch.ts";
import type { Classifier } from "../model/classifier.ts";
import type { Back } from "../ops/op.ts";
import { crossEntropy } from "../ops/cross_entropy.ts";

/** Losses of a batch, and the way back. */
export interface Scored {
  /** Loss of each row, [rows]. */
  readonly losses: Tensor;
  /** 1 where the most likely class is the right one, else 0, u32 [rows]. */
  readonly correct: Tensor;
  /** Rows that count. */
  readonly rows: number;
  /** Adds the gradients of `weight` times the sum of the losses. */
  back(weight: number): void;
}

/** Scores a batch. */
export type Objective<Packed extends PackedBatch = PackedBatch> = (
  batch: Batch & Packed,
) => Scored;

/**
 * Cross-entropy of a classifier's logits with the sequences' labels.
 *
 * @param classify The classifier.
 */
export function classification(classify: Classifier): Objective {
  return (batch) => {
    const [logits, back] = classify(batch);
    return scoreRows(logits, batch, back);
  };
}

/**
 * Cross-entropy of each row of logits with the batch's labels.
 *
 * @param logits Logits, [rows, classes].
 * @param batch Batch with a label for each row.
 * @param below Pullback of the logits.
 */
export function scoreRows(
  logits: Tensor,
  { labels }: PackedBatch,
  below: Back,
): Scored {
  const rows = labels.length;
  const right = logits.gpu.tensor([rows], labels);
  const { losses, correct, back } = crossEntropy(logits, right);
  return {
    losses,
    correct,
    rows,
    back(weight) {
      const dlogits = back(weight);
      if (dlogits) below(dlogits);
    },
  };
}
