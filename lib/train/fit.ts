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
import { applyMask } from "../ops/apply_mask.ts";
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
  /** Mean loss of a row, over the steps since the log's last entry. */
  readonly loss: number;
  /** Share of rows whose most likely class was right, over the same steps. */
  readonly accuracy: number;
}

/** What was counted since the log's last entry. */
export interface Counted {
  readonly rows: number;
  /** Sum of the rows' losses. */
  readonly loss: number;
  /** Rows whose most likely class was right. */
  readonly correct: number;
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
  /** What was counted before, since the log's last entry. */
  readonly counted?: Counted;
  /** Hears of the loss about once a second, and with each entry of the log. */
  onProgress?(progress: Progress): void;
  /** Hears of the loss after fixed steps, the last one among them. */
  onLog?(progress: Progress): void;
  /** Is called after every step; may save the state or evaluate. */
  afterStep?(done: number, count: () => Promise<Counted>): Promise<void>;
}

/** Milliseconds between reports: each waits for the GPU. */
const REPORT_EVERY = 1000;

/** Most entries of a run's log, which do not depend on the time that it takes. */
const LOG_ENTRIES = 50;

const NOTHING: Counted = { rows: 0, loss: 0, correct: 0 };

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
  const logEvery = Math.ceil(plan.total / LOG_ENTRIES);
  let counted = run.counted ?? NOTHING;
  let rows = 0;
  let reported = performance.now();
  const count = async (step: number) => {
    counted = sumOf(counted, { rows, ...await take(totals) });
    rows = 0;
    expectFinite(counted.loss, step);
    return counted;
  };
  for (let step = done + 1; step <= plan.total; step++) {
    rows += trainStep(gpu, run, step - 1, totals);
    gpu.flush();
    const logs = step % logEvery === 0 || step === plan.total;
    if (logs || performance.now() - reported > REPORT_EVERY) {
      const progress = progressAt(step, await count(step));
      run.onProgress?.(progress);
      if (logs) run.onLog?.(progress);
      if (logs) counted = NOTHING;
      reported = performance.now();
    }
    await run.afterStep?.(step, () => count(step));
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
  // A weight of zero that never sees a gradient has no moments either, and stays.
  if (trained.mask) applyMask(trained.grads, trained.mask);
  const clip = gradNorm(trained.grads, settings.maxGradNorm);
  adamw(trained, clip, {
    rate: linearRate(step, plan, settings.learningRate),
    decay: settings.weightDecay,
    decayed: trained.decayed,
    step: step + 1,
  });
  return counted;
}

/** Reads the totals and sets them to zero. */
async function take(totals: Tensor) {
  const [{ loss, correct } = { loss: NaN, correct: 0 }] = await readTally(
    totals,
  );
  totals.gpu.clear(totals);
  return { loss, correct };
}

function sumOf(a: Counted, b: Counted): Counted {
  return {
    rows: a.rows + b.rows,
    loss: a.loss + b.loss,
    correct: a.correct + b.correct,
  };
}

function expectFinite(loss: number, step: number) {
  if (Number.isFinite(loss)) return;
  throw new Failure(
    "failure",
    `Cannot go on training: the loss is ${loss} before step ${step}, expected a finite number (try a smaller --learning-rate)`,
  );
}

/** Means of what was counted. */
function progressAt(step: number, { rows, loss, correct }: Counted): Progress {
  return { step, loss: loss / rows, accuracy: correct / rows };
}
