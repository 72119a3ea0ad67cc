import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { EMBEDDED_MODEL } from "../../lib/io/embedded_model.ts";
import { inputError } from "../../lib/io/failure.ts";
import { kindOf, kinds } from "../../lib/adapter/kinds.ts";
import {
  adapterConfigFrom,
  settingsFrom,
  withDropout,
} from "../../lib/train/options.ts";
import { defaults, presetEpochs } from "../../lib/train/settings.ts";
import { smallConfig } from "../model/small_model.ts";
import { noTrainOptions as none } from "./no_train_options.ts";

const shape = {
  model: "models/bert",
  preset: undefined,
  width: undefined,
  rank: undefined,
  alpha: undefined,
  adapterSeed: 42,
  maxSeqLength: 128,
};

Deno.test("settingsFrom() takes the defaults where nothing is said", () => {
  deepStrictEqual(settingsFrom(none, "rct"), defaults);
});

Deno.test("settingsFrom() takes a preset, and its epochs by data set", () => {
  const preset = { ...none, preset: "roberta-large" } as const;
  deepStrictEqual(settingsFrom(preset, "rct"), {
    ...defaults,
    learningRate: 3e-4,
    batchSize: 64,
    epochs: 20,
  });
  strictEqual(settingsFrom(preset, "wiki").epochs, 5);
  strictEqual(settingsFrom(preset, "my.csv").epochs, defaults.epochs);
});

Deno.test("settingsFrom() takes what is given before the preset", () => {
  const given = {
    ...none,
    preset: "bert-base",
    learningRate: 0,
    numTrainEpochs: 0.5,
    warmupRatio: 0.6,
    perDeviceTrainBatchSize: 8,
    gradientAccumulationSteps: 2,
    weightDecay: 0,
    shuffle: false,
  } as const;
  deepStrictEqual(settingsFrom(given, "rct"), {
    learningRate: 0,
    batchSize: 8,
    accumulation: 2,
    epochs: 0.5,
    maxSteps: 0,
    warmupRatio: 0.6,
    weightDecay: 0,
    maxGradNorm: 1,
    shuffle: false,
    seed: 42,
  });
});

Deno.test("presetEpochs has all thirteen data sets", () => {
  strictEqual(Object.keys(presetEpochs).length, 13);
});

Deno.test("adapterConfigFrom() takes the given width, the preset's, or a sixteenth", () => {
  const encoder = { ...smallConfig, hidden_size: 768 };
  const width = (options: Partial<Parameters<typeof adapterConfigFrom>[1]>) =>
    adapterConfigFrom("pfeiffer", { ...shape, ...options }, encoder);
  const pfeiffer = (width: number) => kinds.pfeiffer({ hidden: 768, width });
  deepStrictEqual(width({}), pfeiffer(48));
  deepStrictEqual(width({ preset: "bert-base" }), pfeiffer(256));
  deepStrictEqual(width({ preset: "bert-base", width: 96 }), pfeiffer(96));
  deepStrictEqual(width({ model: EMBEDDED_MODEL }), pfeiffer(16));
});

Deno.test("adapterConfigFrom() takes rank and alpha for LoRA, and nothing for none", () => {
  const options = { ...shape, rank: 2, alpha: 6 };
  deepStrictEqual(
    adapterConfigFrom("lora", options, smallConfig),
    kinds.lora({ hidden: 8, width: 2, alpha: 6 }),
  );
  deepStrictEqual(
    adapterConfigFrom("lora", shape, smallConfig),
    kinds.lora({ hidden: 8, width: 4, alpha: 8 }),
  );
  strictEqual(adapterConfigFrom("none", shape, smallConfig), undefined);
});

Deno.test("adapterConfigFrom() refuses what the kind of adapter does not read", () => {
  for (
    const [kind, name, shaped] of [
      ["pfeiffer", "rank", "a LoRA"],
      ["parallel", "alpha", "a LoRA"],
      ["lora", "width", "a bottleneck"],
      ["none", "width", "a bottleneck"],
      ["none", "rank", "a LoRA"],
    ] as const
  ) {
    throws(
      () => adapterConfigFrom(kind, { ...shape, [name]: 8 }, smallConfig),
      inputError(
        `Cannot use --${name} with --adapter ${kind}: it shapes ${shaped}, expected another --adapter or no --${name}`,
      ),
    );
  }
});

Deno.test("adapterConfigFrom() refuses a LoRA that would do nothing", () => {
  const options = { ...shape, alpha: 0 };
  throws(
    () => adapterConfigFrom("lora", options, smallConfig),
    inputError("Cannot make a LoRA: alpha is 0, expected a number above 0"),
  );
  strictEqual(
    kindOf(adapterConfigFrom("houlsby", shape, smallConfig)!),
    "houlsby",
  );
});

Deno.test("withDropout() sets every rate, or none", () => {
  strictEqual(withDropout(smallConfig, undefined), smallConfig);
  deepStrictEqual(withDropout(smallConfig, 0.3), {
    ...smallConfig,
    hidden_dropout_prob: 0.3,
    attention_probs_dropout_prob: 0.3,
    classifier_dropout: 0.3,
  });
});
