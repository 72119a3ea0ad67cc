/**
 * A task that the parity fixture's RoBERTa can learn in seconds: whether a text
 * has the word "good" or the word "bad" in it.
 *
 * @module
 */
import type { Example } from "../../lib/text/dataset.ts";
import type { Encoded } from "../../lib/text/batches.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import type { Gpu } from "../../lib/gpu/gpu.ts";
import { adapterHubHead } from "../../lib/model/head.ts";
import {
  encodeExamples,
  loadModel,
  type Model,
} from "../../lib/model/loaded.ts";
import { untrainedAdapter } from "../../lib/adapter/initial.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { type KindName, kinds } from "../../lib/adapter/kinds.ts";
import { withDropout } from "../../lib/train/options.ts";
import { defaults, type TrainSettings } from "../../lib/train/settings.ts";
import type { Start } from "../../lib/train/train_adapter.ts";
import { parityFolder } from "../parity.ts";

const FILLERS = [
  "cell",
  "film",
  "king",
  "team",
  "wine",
  "year",
  "rate",
  "play",
];

/** Sixteen texts of two or three words, half of each class. */
export const tinyExamples: readonly Example[] = Array.from(
  { length: 16 },
  (_, i) => {
    const before = (i >> 1) % 2 ? [FILLERS[i % 3]] : [];
    const words = [...before, i % 2 ? "good" : "bad", FILLERS[i % 8]];
    return { text: words.join(" "), label: i % 2 };
  },
);

/** Settings that learn the task: eight steps of eight examples, no warm-up. */
export const tinySettings: TrainSettings = {
  ...defaults,
  learningRate: 2e-2,
  batchSize: 8,
  epochs: 4,
  warmupRatio: 0,
  seed: 7,
};

/** A model, the task's examples for it, and an untrained adapter with its head. */
export interface TinyTask {
  readonly model: Model;
  readonly encoded: readonly Encoded[];
  readonly adapter: Adapter;
  /** Adapter and head, as training starts from them. */
  readonly start: Start;
}

/** Sets the task up, with dropout at this rate everywhere in the model. */
export async function tinyTask(
  gpu: Gpu,
  { dropout = 0, kind = "pfeiffer" }: { dropout?: number; kind?: KindName } =
    {},
): Promise<TinyTask> {
  const folder = `${parityFolder("roberta-pfeiffer")}/model`;
  const loaded = await loadModel(gpu, folder);
  const model = { ...loaded, config: withDropout(loaded.config, dropout) };
  const adapter = untrainedAdapter(model, {
    name: "tiny",
    config: kinds[kind]({ hidden: 32, width: 4 }),
    head: adapterHubHead(["bad", "good"]),
    adapterSeed: 1,
    seed: 2,
  });
  return {
    model,
    encoded: encodeExamples(model, tinyExamples, 16),
    adapter,
    start: {
      weights: allOf(adapter),
      config: adapter.config,
      head: adapter.head!.config,
    },
  };
}

/** Adapter and head as one set of weights. */
export function allOf({ weights, head }: Adapter): Weights {
  return new Map([...weights, ...head!.weights]);
}
