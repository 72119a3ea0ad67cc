/**
 * One training run, from an untrained adapter to a trained one.
 *
 * @module
 */
import { digest, digestWeights } from "../io/digest.ts";
import { progress } from "../io/progress.ts";
import type { Weights } from "../io/safetensors.ts";
import type { Split } from "../text/dataset.ts";
import type { Classifier } from "../model/classifier.ts";
import { encoderShapes } from "../model/draw.ts";
import { encodeExamples, type Model } from "../model/loaded.ts";
import { modelDigest } from "../model/model_digest.ts";
import type { Adapter } from "../adapter/adapter.ts";
import { baseMetadata } from "../adapter/base_model.ts";
import { type Origin, originMetadata, originsOf } from "../adapter/origin.ts";
import { planSteps } from "./schedule.ts";
import type { TrainSettings } from "./settings.ts";
import { TOKEN_BUDGET, trainAdapter } from "./train_adapter.ts";

/** What a run trains: the adapter with its head, the head alone, or every weight. */
export type Reach = "adapter" | "head" | "all";

/** What a run works on. */
export interface TrainTask {
  /** Name of the data set. */
  readonly dataset: string;
  /** Where its texts are; not known if absent. */
  readonly origin?: Origin;
  readonly examples: Split;
  /** What it starts from; it has a head. */
  readonly start: Adapter;
  readonly reach: Reach;
  /** 0 for each weight of the adapter that is held at zero; none if absent. */
  readonly mask?: Weights;
  readonly settings: TrainSettings;
  /** Most tokens of a sequence. */
  readonly maxLength: number;
  /** Most tokens that go through the network at one time. */
  readonly tokenBudget?: number;
  /** What the progress line says. */
  readonly label: string;
  /** File that keeps the state of a run that was stopped. */
  readonly statePath: string;
  /** Steps between two savings of the state. */
  readonly saveEvery: number;
  /** Measures the classifier after an epoch, e.g. on the validation split. */
  validate?(classify: Classifier, epoch: number): Promise<object>;
  /** Stops the run after the step under way; the state is saved first. */
  readonly signal?: AbortSignal;
}

/** What a run made. */
export interface TrainResult {
  /** Adapter and head as trained; what was measured is in its metadata. */
  readonly adapter: Adapter;
  /** The encoder as trained, where it was. */
  readonly encoder?: Weights;
  readonly steps: number;
  /** Losses after fixed steps, and what `validate` returned. */
  readonly history: readonly object[];
}

/**
 * Trains, or goes on where an earlier run of the same task stopped.
 *
 * @param model The model.
 * @param task What to train, on what, and how.
 * @throws {Failure} If the state is of another task, if the loss is no longer a
 * number, or if the run is stopped.
 */
export async function runTraining(
  model: Model,
  task: TrainTask,
): Promise<TrainResult> {
  const { start, settings, dataset, signal } = task;
  const encoded = encodeExamples(model, task.examples, task.maxLength);
  const initial = initialWeights(model, task);
  const stated = conditions(model, task);
  const { total } = planSteps(encoded.length, settings);
  const bar = progress(task.label, total, { unit: "steps" });
  let shown = 0;
  const { weights, steps, history } = await trainAdapter(
    model,
    {
      weights: initial,
      ...(task.reach === "head" && { fixed: start.weights }),
      ...(task.mask && { mask: task.mask }),
      config: start.config,
      head: start.head!.config,
    },
    encoded,
    settings,
    {
      ...(task.tokenBudget && { tokenBudget: task.tokenBudget }),
      onProgress({ step, loss, accuracy }) {
        const note = `loss ${loss.toFixed(3)} accuracy ${accuracy.toFixed(3)}`;
        bar.advance(step - shown, note);
        shown = step;
      },
      ...(task.validate && {
        onEpoch: (epoch, classify) => task.validate!(classify, epoch),
      }),
      checkpoint: {
        path: task.statePath,
        conditions: stated,
        every: task.saveEvery,
      },
      ...(signal && { signal }),
    },
  );
  bar.done();
  const trained = (before: Weights): Weights =>
    new Map([...before].map(([name, old]) => [name, weights.get(name) ?? old]));
  const { head } = start;
  return {
    adapter: {
      ...start,
      weights: trained(start.weights),
      head: { ...head!, weights: trained(head!.weights) },
      metadata: {
        ...stillTrue(start.metadata, task),
        ...baseMetadata(model),
        ...seenMetadata(task),
        dataset,
        seed: `${settings.seed}`,
        settings: JSON.stringify(stated),
        history: JSON.stringify(history),
      },
    },
    ...(task.reach === "all" && { encoder: trained(model.weights) }),
    steps,
    history,
  };
}

/**
 * What a start's files say of it that training leaves true: neither that it is the
 * mixture of others, nor that it is pruned, unless it stays as it is or is held so.
 */
function stillTrue(
  metadata: Adapter["metadata"],
  { mask, reach }: TrainTask,
): Adapter["metadata"] {
  if (reach === "head") return metadata;
  const { mixed: _, fsd: __, shared_initial_weights: ___, pruned, ...others } =
    metadata;
  return { ...others, ...(mask && pruned !== undefined && { pruned }) };
}

/** What a run's adapter has seen: the task's data, and what its start had seen. */
function seenMetadata({ origin, start }: TrainTask) {
  return originMetadata([...origin ? [origin] : [], ...originsOf(start)]);
}

/** The weights that a task trains, as they are at its start. */
function initialWeights(
  { config, weights }: Model,
  { start, reach }: TrainTask,
): Weights {
  const head = start.head!;
  if (reach !== "all") {
    return new Map([
      ...reach === "adapter" ? start.weights : [],
      ...head.weights,
    ]);
  }
  const names = [...encoderShapes(config).keys()];
  if (head.config.pooler) {
    names.push("pooler.dense.weight", "pooler.dense.bias");
  }
  const own = names.flatMap((name) => {
    const found = weights.get(name);
    return found ? [[name, found] as const] : [];
  });
  return new Map([...own, ...start.weights, ...head.weights]);
}

/**
 * All that decides what a run makes, by name, for files and for comparison.
 *
 * @param model The model.
 * @param task What to train, on what, and how.
 */
export function conditions(
  model: Model,
  task: TrainTask,
): Record<string, string> {
  const { dataset, examples, start, settings, reach } = task;
  const {
    hidden_dropout_prob,
    attention_probs_dropout_prob,
    classifier_dropout = hidden_dropout_prob,
  } = model.config;
  const rates = [
    hidden_dropout_prob,
    attention_probs_dropout_prob,
    classifier_dropout,
  ];
  return {
    model: model.source,
    modelDigest: modelDigest(model),
    dataset,
    train: reach,
    ...Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, `${value}`]),
    ),
    maxSeqLength: `${task.maxLength}`,
    // Every part of a batch draws its own dropout.
    tokenBudget: `${task.tokenBudget ?? TOKEN_BUDGET}`,
    dropout: rates.join(" "),
    adapter: JSON.stringify(start.config ?? null),
    examples: digest(JSON.stringify(examples)),
    ...(task.mask && { mask: digestWeights(task.mask) }),
    initialWeights: digestWeights(
      new Map([...start.weights, ...initialWeights(model, task)]),
    ),
  };
}
