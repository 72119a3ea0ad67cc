/**
 * The training loop, to be run for some steps.
 *
 * @module
 */
import type { Gpu } from "../lib/gpu/gpu.ts";
import { adapterWrapper } from "../lib/adapter/adapter.ts";
import { classifier } from "../lib/model/classifier.ts";
import { firstPosition } from "../lib/model/config.ts";
import { firstOf, frozen } from "../lib/model/params.ts";
import { stepBatches } from "../lib/train/batching.ts";
import { type Counted, fit, type Run } from "../lib/train/fit.ts";
import { classification } from "../lib/train/objective.ts";
import { TOKEN_BUDGET } from "../lib/train/train_adapter.ts";
import { trainables } from "../lib/train/trainables.ts";
import type { Candidate } from "./measure.ts";
import { onGpu } from "./workbench.ts";
import type { Bout } from "./step_bout.ts";

/** A loop that can be run. */
export interface StepTimer {
  /**
   * Trains for some more steps, and does not wait for the device to do the last.
   *
   * @param steps Number of steps.
   * @param watch Is called after each step; what it counts waits for the device.
   */
  train(
    steps: number,
    watch?: (count: () => Promise<Counted>) => Promise<void>,
  ): Promise<void>;
  /** Trains for a step a repetition. */
  readonly candidate: Candidate;
}

/** Steps of a run that is never finished, so that the rate hardly falls. */
const TOTAL = 1e9;

/**
 * Puts a bout into the training loop.
 *
 * @param gpu Device to train on; the innermost scope frees all.
 * @param bout Model, adapter and batch.
 */
export function stepTimer(gpu: Gpu, bout: Bout): StepTimer {
  const run = endlessRun(gpu, bout);
  let done = 0;
  const train: StepTimer["train"] = async (steps, watch) => {
    const end = done + steps;
    const stop = new Error("enough");
    await fit(gpu, {
      ...run,
      done,
      async afterStep(step, count) {
        await watch?.(count);
        if (step === end) throw stop;
      },
    }).catch((error) => {
      if (error !== stop) throw error;
    });
    done = end;
  };
  const end = onGpu("end", gpu, () => {});
  return {
    train,
    candidate: {
      name: "ours",
      async run(repetitions) {
        const start = performance.now();
        await train(repetitions);
        await end.run(0); // waits for all of it
        return (performance.now() - start) / 1000;
      },
    },
  };
}

/** A run of the training loop over the bout's batches, again and again. */
function endlessRun(gpu: Gpu, bout: Bout): Run {
  const { config, settings, head, adapter, encoded } = bout;
  const trained = trainables(gpu, bout.trained);
  const fixed = frozen(gpu, bout.frozen, "bench");
  const params = firstOf(trained.params, fixed);
  const wrapper = adapterWrapper(adapter, config, params);
  const classify = classifier(gpu, { config, head, params, wrapper });
  const { batchSize, accumulation } = settings;
  const perEpoch = Math.ceil(encoded.length / batchSize / accumulation);
  return {
    plan: { perEpoch, total: TOTAL, warmup: 0 },
    objective: classification(classify),
    trained,
    settings,
    batches: stepBatches(encoded, { perEpoch }, {
      ...settings,
      tokenBudget: bout.tokenBudget ?? TOKEN_BUDGET,
      firstPosition: firstPosition(config),
    }),
  };
}

/**
 * Trains for some steps and gives the mean loss of each.
 *
 * @param timer The loop, at its start.
 * @param steps Number of steps.
 */
export async function firstLosses(
  timer: StepTimer,
  steps: number,
): Promise<number[]> {
  const losses: number[] = [];
  let before = { loss: 0, rows: 0 };
  await timer.train(steps, async (count) => {
    const now = await count(); // since the start
    losses.push((now.loss - before.loss) / (now.rows - before.rows));
    before = now;
  });
  return losses;
}
