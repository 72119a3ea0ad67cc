/**
 * Accuracies of many mixtures of the same adapters on one target.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Encoded } from "../text/batches.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { type CrossEntropy, crossEntropy } from "../ops/cross_entropy.ts";
import { newTally, readTally, tally } from "../ops/tally.ts";
import { weightedMean } from "../ops/weighted_mean.ts";
import {
  arenaParams,
  fillArena,
  type Layout,
  layOut,
  sendParams,
  shapesOf,
} from "../model/arena.ts";
import { type Batch, sendBatch } from "../model/batch.ts";
import { type Classifier, classifier } from "../model/classifier.ts";
import type { Model } from "../model/loaded.ts";
import { firstOf, type Params } from "../model/params.ts";
import { type AdapterHead, adapterWrapper } from "../adapter/adapter.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import { type EvaluateOptions, packedBatches } from "./evaluate.ts";

/** Adapters of one shape side by side on the GPU. */
export interface Stack {
  readonly config: AdapterConfig;
  readonly layout: Layout;
  /** The weights, [adapters, layout.size]. */
  readonly values: Tensor;
}

/** What mixtures are judged on: the target's own head and its examples. */
export interface Target {
  readonly head: AdapterHead;
  readonly encoded: readonly Encoded[];
}

/** Mixtures that are made at one time. */
const MIXTURES_AT_ONCE = 64;

/**
 * Sends adapters to the GPU, to be mixed there.
 *
 * @param gpu Device to mix on.
 * @param config Shape of all the adapters.
 * @param adapters Their weights, of the same names and shapes.
 * @throws {TypeError} If an adapter lacks a tensor of the first one.
 */
export function stackAdapters(
  gpu: Gpu,
  config: AdapterConfig,
  adapters: readonly Weights[],
): Stack {
  const layout = layOut(shapesOf(adapters[0] ?? new Map()));
  const all = new Float32Array(adapters.length * layout.size);
  adapters.forEach((weights, i) => {
    all.set(fillArena(layout, weights), i * layout.size);
  });
  const values = gpu.tensor([adapters.length, layout.size], all);
  return { config, layout, values };
}

/**
 * Counts the right answers of each mixture; nothing is read back before the end.
 *
 * @param model The model.
 * @param stack The adapters.
 * @param target Head and examples.
 * @param mixtures Places in the stack of each mixture's members, which all have
 * the same weight.
 * @param options Positions and memory; `onMixture` hears of each one's end.
 * @returns Right answers of each mixture.
 */
export async function countCorrectOfMixtures(
  model: Model,
  stack: Stack,
  target: Target,
  mixtures: readonly (readonly number[])[],
  options: EvaluateOptions & { onMixture?(): void },
): Promise<number[]> {
  const { gpu } = model;
  using _ = gpu.scope();
  const head = sendParams(gpu, target.head.weights);
  const batches = packedBatches(target.encoded, options)
    .map((packed) => sendBatch(gpu, packed));
  const totals = newTally(gpu, mixtures.length);
  for (let first = 0; first < mixtures.length; first += MIXTURES_AT_ONCE) {
    using _ = gpu.scope();
    const some = mixtures.slice(first, first + MIXTURES_AT_ONCE);
    const mixed = weightedMean(stack.values, uniform(gpu, stack, some));
    some.forEach((_, row) => {
      const arena = { values: mixed };
      const adapter = arenaParams(gpu, stack.layout, arena, row);
      const classify = build(model, stack, target, firstOf(adapter, head));
      score(gpu, classify, batches, (scored) => {
        tally(totals, first + row, scored);
      });
      options.onMixture?.();
    });
  }
  return (await readTally(totals)).map(({ correct }) => correct);
}

/** Weights of the mixtures' members, [mixtures, adapters]. */
function uniform(
  gpu: Gpu,
  { values }: Stack,
  mixtures: readonly (readonly number[])[],
): Tensor {
  const adapters = values.shape[0] ?? 0;
  const weights = new Float32Array(mixtures.length * adapters);
  mixtures.forEach((members, row) => {
    for (const at of members) weights[row * adapters + at] = 1 / members.length;
  });
  return gpu.tensor([mixtures.length, adapters], weights);
}

function build(
  model: Model,
  { config }: Stack,
  target: Target,
  own: Params,
): Classifier {
  const params = firstOf(own, model.params);
  return classifier(model.gpu, {
    config: model.config,
    head: target.head.config,
    params,
    wrapper: adapterWrapper(config, model.config, params),
  });
}

function score(
  gpu: Gpu,
  classify: Classifier,
  batches: readonly Batch[],
  count: (scored: CrossEntropy) => void,
): void {
  for (const batch of batches) {
    using _ = gpu.scope();
    const [logits] = classify(batch);
    const rows = batch.labels.length;
    const labels = gpu.tensor([rows], batch.labels);
    count(crossEntropy(logits, labels));
  }
  gpu.flush();
}
