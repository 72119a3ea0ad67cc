/**
 * Trains an adapter, a head or a whole model on one data set.
 *
 * @module
 */
import { Failure } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Encoded } from "../text/batches.ts";
import { type Adapter, adapterWrapper } from "../adapter/adapter.ts";
import { notFinite } from "../adapter/not_finite.ts";
import { sendParams } from "../model/arena.ts";
import { type Classifier, classifier } from "../model/classifier.ts";
import { firstPosition } from "../model/config.ts";
import type { HeadConfig } from "../model/head.ts";
import type { Model } from "../model/loaded.ts";
import { firstOf } from "../model/params.ts";
import { stepBatches } from "./batching.ts";
import { type Counted, fit, type Progress } from "./fit.ts";
import { classification } from "./objective.ts";
import { planSteps } from "./schedule.ts";
import type { TrainSettings } from "./settings.ts";
import { loadState, saveState } from "./state.ts";
import { type Trainables, trainables, trainedWeights } from "./trainables.ts";

/** What is trained, from which weights. */
export interface Start {
  /** Weights that are trained: adapter, head, encoder, or several of them. */
  readonly weights: Weights;
  /** Weights of the adapter or head that stay as they are; none if absent. */
  readonly fixed?: Weights;
  /** 0 for each weight that is held at zero, by name; none if absent. */
  readonly mask?: Weights;
  /** Shape of the adapter, if there is one. */
  readonly config: Adapter["config"];
  readonly head: HeadConfig;
}

/** How a run is watched, kept and fitted into memory. */
export interface Watch {
  /** Most tokens in one pass through the network. */
  readonly tokenBudget?: number;
  /** Hears of the loss about once a second. */
  onProgress?(progress: Progress): void;
  /** Hears of each epoch's end, with a classifier of the weights at that time. */
  onEpoch?(epoch: number, classify: Classifier): Promise<object>;
  /** Where the state is kept between runs, and what must be the same in both. */
  readonly checkpoint?: {
    readonly path: string;
    readonly conditions: Readonly<Record<string, string>>;
    /** Steps between two savings. */
    readonly every: number;
  };
  /** Stops the run after the step under way; the state is saved first. */
  readonly signal?: AbortSignal;
}

/** What a run leaves behind. */
export interface Trained {
  readonly weights: Weights;
  readonly steps: number;
  /** Losses after fixed steps, and what `onEpoch` returned. */
  readonly history: readonly object[];
}

/** Most tokens in one pass through the network, if nothing else is said. */
export const TOKEN_BUDGET = 8192;

/**
 * Trains what `start` holds; everything else of the model stays frozen.
 *
 * @param model The model.
 * @param start What to train.
 * @param encoded The training examples.
 * @param settings How to train.
 * @param watch How the run is watched, kept and stopped.
 * @throws {Failure} If the loss or a weight is no longer a number, or if the run is
 * stopped.
 */
export async function trainAdapter(
  model: Model,
  start: Start,
  encoded: readonly Encoded[],
  settings: TrainSettings,
  watch: Watch = {},
): Promise<Trained> {
  const { gpu, config } = model;
  using _ = gpu.scope(); // a run that is stopped leaves no memory behind either
  const plan = planSteps(encoded.length, settings);
  const trained = trainables(gpu, start.weights, start.mask);
  const classify = trainedClassifier(model, start, trained);
  const { checkpoint, signal } = watch;
  const memory = checkpoint &&
    await loadState(checkpoint.path, gpu, trained, checkpoint.conditions);
  const history: object[] = [...memory?.history ?? []];
  const save = async (step: number, counted: Counted) => {
    if (!checkpoint) return;
    const { conditions } = checkpoint;
    const memory = { step, conditions, history, counted };
    await saveState(checkpoint.path, gpu, trained, memory);
  };

  await fit(gpu, {
    objective: classification(classify),
    trained,
    settings,
    plan,
    batches: stepBatches(encoded, plan, {
      ...settings,
      tokenBudget: watch.tokenBudget ?? TOKEN_BUDGET,
      firstPosition: firstPosition(config),
    }),
    ...(memory && { done: memory.step, counted: memory.counted }),
    onProgress: (progress) => watch.onProgress?.(progress),
    onLog: (progress) => history.push(progress),
    async afterStep(done, count) {
      if (done % plan.perEpoch === 0 && watch.onEpoch) {
        await count(); // fails by the loss, before what is measured makes no sense
        history.push(await watch.onEpoch(done / plan.perEpoch, classify));
      }
      const due = checkpoint && done % checkpoint.every === 0;
      if (due || signal?.aborted) await save(done, await count());
      signal?.throwIfAborted();
    },
  });
  const weights = await trainedWeights(gpu, trained);
  expectFinite(weights, plan.total);
  return { weights, steps: plan.total, history };
}

/** Throws if the last step, whose effect no loss shows, has spoilt the weights. */
function expectFinite(weights: Weights, steps: number) {
  const wrong = notFinite(weights);
  if (!wrong) return;
  throw new Failure(
    "failure",
    `Cannot finish training: a weight in "${wrong.name}" is ${wrong.value} after step ${steps}, expected finite numbers (try a smaller --learning-rate)`,
  );
}

/** A classifier that uses the trained weights where there are any. */
function trainedClassifier(
  model: Model,
  { fixed = new Map(), config, head }: Start,
  trained: Trainables,
): Classifier {
  const others = firstOf(sendParams(model.gpu, fixed), model.params);
  const params = firstOf(trained.params, others);
  return classifier(model.gpu, {
    config: model.config,
    head,
    params,
    wrapper: adapterWrapper(config, model.config, params),
  });
}
