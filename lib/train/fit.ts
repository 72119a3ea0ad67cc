/**
 * The training loop.
 *
 * @module
 */
import { random } from "../math/random.ts";
import { Failure } from "../io/failure.ts";
import type { PackedBatch } from "../text/batches.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { sendBatch } from "../model/batch.ts";
import { adamw } from "../ops/adamw.ts";
import { gradNorm } from "../ops/grad_norm.ts";
import { newTally, readTally, tally } from "../ops/tally.ts";
import type { Objective } from "./objective.ts";
import { linearRate, type Plan } from "./schedule.ts";
import type { TrainSettings } from "./settings.ts";
import type { Trainables } from "./trainables.ts";

/** What a step trains on: batches, each in parts that fit the memory. */
export type StepBatches<Packed extends PackedBatch = PackedBatch> =
  readonly (readonly Packed[])[];

/** What is known after some steps. */
export interface Progress {
  /** Steps done. */
  readonly step: number;
  /** Mean loss of a row, over the steps since the last report. */
  readonly loss: number;
  /** Share of rows whose most likely class was right, over the same steps. */
  readonly accuracy: number;
}

/** A run of the loop. */
export interface Run<Packed extends PackedBatch = PackedBatch> {
  readonly objective: Objective<Packed>;
  readonly trained: Trainables;
  readonly settings: TrainSettings;
  readonly plan: Plan;
  /** Gives the batches of a step; the same ones each time it is asked. */
  batches(step: number): StepBatches<Packed>;
  /** Steps that were done before. */
  readonly done?: number;
  /** Hears of the loss about once a second, and after the last step. */
  onProgress?(progress: Progress): void;
  /** Is called after every step; may save the state or evaluate. */
  afterStep?(done: number): Promise<void>;
}

/** Milliseconds between reports: each waits for the GPU. */
const REPORT_EVERY = 1000;

/**
 * Trains until the plan's last step.
 *
 * The same run on the same device gives the same bits, wherever it was stopped
 * and taken up again: order and dropout depend on the seed and the step alone.
 *
 * @param gpu Device to train on.
 * @param run What to train, on what, and how.
 * @throws {Failure} If the loss is no longer a number.
 */
export async function fit<Packed extends PackedBatch>(
  gpu: Gpu,
  run: Run<Packed>,
): Promise<void> {
  const { plan, done = 0 } = run;
  const totals = newTally(gpu, 1);
  let rows = 0;
  let reported = performance.now();
  for (let step = done; step < plan.total; step++) {
    rows += trainStep(gpu, run, step, totals);
    gpu.flush();
    const last = step + 1 === plan.total;
    if (last || performance.now() - reported > REPORT_EVERY) {
      run.onProgress?.(await report(gpu, totals, { step: step + 1, rows }));
      rows = 0;
      reported = performance.now();
    }
    await run.afterStep?.(step + 1);
  }
  gpu.free(totals);
}

/** Adds up the gradients of a step's batches and moves the weights once. */
function trainStep<Packed extends PackedBatch>(
  gpu: Gpu,
  { objective, trained, settings, plan, batches }: Run<Packed>,
  step: number,
  totals: Tensor,
): number {
  const all = batches(step);
  let counted = 0;
  all.forEach((batch, i) => {
    const rows = batch.reduce((sum, { labels }) => sum + labels.length, 0);
    batch.forEach((part, j) => {
      using _ = gpu.scope(); // every tensor made for the part goes at the brace
      const stream = random(settings.seed, `dropout/${step}/${i}/${j}`);
      const sent = sendBatch(gpu, part, () => stream.integer(2 ** 32));
      const scored = objective(sent);
      tally(totals, 0, scored);
      scored.back(1 / (rows * all.length));
      counted += scored.rows;
    });
  });
  using _ = gpu.scope();
  const clip = gradNorm(trained.grads, settings.maxGradNorm);
  adamw(trained, clip, {
    rate: linearRate(step, plan, settings.learningRate),
    decay: settings.weightDecay,
    decayed: trained.decayed,
    step: step + 1,
  });
  return counted;
}

/** Reads the totals, sets them to zero and checks the loss. */
async function report(
  gpu: Gpu,
  totals: Tensor,
  { step, rows }: { step: number; rows: number },
): Promise<Progress> {
  const [{ loss: sum, correct } = { loss: NaN, correct: 0 }] = await readTally(
    totals,
  );
  gpu.clear(totals);
  if (Number.isFinite(sum)) {
    return { step, loss: sum / rows, accuracy: correct / rows };
  }
  throw new Failure(
    "failure",
    `Cannot go on training: the loss is ${sum} before step ${step}, expected a finite number (try a smaller --learning-rate)`,
  );
}
