/**
 * Number of steps, and the learning rate of each.
 *
 * @module
 */
import type { TrainSettings } from "./settings.ts";

/** How many steps a run has. */
export interface Plan {
  /** Steps an epoch. */
  readonly perEpoch: number;
  /** Steps in all. */
  readonly total: number;
  /** Steps in which the learning rate rises. */
  readonly warmup: number;
}

/**
 * Plans a run as Hugging Face's Trainer does.
 *
 * @param examples Number of training examples.
 * @param settings Batch size, accumulation, epochs, steps and warm-up.
 * @throws {RangeError} If there are no examples.
 */
export function planSteps(
  examples: number,
  settings: Pick<
    TrainSettings,
    "batchSize" | "accumulation" | "epochs" | "maxSteps" | "warmupRatio"
  >,
): Plan {
  if (examples < 1) {
    throw new RangeError("Cannot train: there are 0 examples, expected some");
  }
  const { batchSize, accumulation, epochs, maxSteps, warmupRatio } = settings;
  const batches = Math.ceil(examples / batchSize);
  const perEpoch = Math.ceil(batches / accumulation);
  const total = maxSteps || Math.ceil(perEpoch * epochs);
  return { perEpoch, total, warmup: Math.ceil(total * warmupRatio) };
}

/**
 * Learning rate of a step: it rises linearly from 0, then falls linearly to 0.
 *
 * @param step Number of the step, from 0.
 * @param plan Steps in all and of warm-up.
 * @param peak The largest rate.
 * @returns The rate; 0 at step 0 if there is any warm-up.
 * @see transformers `get_linear_schedule_with_warmup`
 */
export function linearRate(
  step: number,
  { total, warmup }: Pick<Plan, "total" | "warmup">,
  peak: number,
): number {
  if (step < warmup) return peak * step / warmup;
  return peak * Math.max(0, (total - step) / Math.max(1, total - warmup));
}
