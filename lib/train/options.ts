/**
 * Command-line options of training, for every script that trains.
 *
 * @module
 */
import { EMBEDDED_MODEL } from "../io/embedded_model.ts";
import { choice, integer, number, toggle } from "../io/option.ts";
import { inputError } from "../io/failure.ts";
import type { Values } from "../io/options.ts";
import {
  type KindName,
  kindNames,
  kinds,
  usualWidth,
} from "../adapter/kinds.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import type { EncoderConfig } from "../model/config.ts";
import { expectKindReads } from "./expect_kind_reads.ts";
import {
  defaults,
  type Preset,
  presetEpochs,
  type PresetName,
  presets,
  type TrainSettings,
} from "./settings.ts";
import { TOKEN_BUDGET } from "./train_adapter.ts";

const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];

/** Options that fix how a run trains; a preset fills in those not given. */
export const trainOptions = {
  preset: choice(
    presetNames,
    undefined,
    "paper 1's settings (table 17), or tiny, the embedded model's own",
  ),
  learningRate: number(undefined, "peak learning rate", { min: 0 }),
  numTrainEpochs: number(undefined, "passes over the data", { min: 0 }),
  maxSteps: integer(0, "steps in place of epochs; 0 for none", { min: 0 }),
  perDeviceTrainBatchSize: integer(undefined, "sequences a batch", { min: 1 }),
  gradientAccumulationSteps: integer(1, "batches a step", { min: 1 }),
  warmupRatio: number(undefined, "share of steps in which the rate rises", {
    min: 0,
    max: 1,
  }),
  weightDecay: number(undefined, "decoupled decay of matrices", { min: 0 }),
  maxGradNorm: number(1, "largest gradient norm; 0 for no limit", { min: 0 }),
  dropout: number(
    undefined,
    "every dropout of the model, in place of its own",
    {
      min: 0,
      max: 0.99,
    },
  ),
  shuffle: toggle("keep the order of the examples", true),
  seed: integer(42, "seed of order, dropout and head"),
  tokenBudget: integer(
    TOKEN_BUDGET,
    "most tokens in one pass through the network",
    { min: 1 },
  ),
};

/** Features that an adapter may have inside: more is a slip of the pen. */
const WIDTHS = { min: 1, max: 65_536 };

/** Options that fix the shape of an adapter and what it starts from. */
export const adapterOptions = {
  width: integer(
    undefined,
    "features in a bottleneck; the preset's, or hidden / 16 (parallel: / 2), if absent",
    WIDTHS,
  ),
  rank: integer(undefined, "rank of LoRA; 4 if absent", WIDTHS),
  alpha: number(
    undefined,
    "numerator of LoRA's scaling, alpha / rank; 8 if absent",
    { min: 0 },
  ),
  adapterSeed: integer(42, "seed of the adapter's weights, shared by a study"),
  maxSeqLength: integer(128, "most tokens of a sequence", { min: 4 }),
};

/** Option that names a kind of adapter. */
export const kindOption = choice(
  [...kindNames, "none"],
  undefined,
  "kind of adapter; that of --adapter-init, or pfeiffer, if absent",
);

type TrainValues = Values<
  { name: ""; about: ""; options: typeof trainOptions }
>;
type ModelValue = { readonly model: string };
type AdapterValues = Values<
  { name: ""; about: ""; options: typeof adapterOptions }
>;

/**
 * Settings that the options ask for: given ones first, then the preset's, then
 * the defaults.
 *
 * @param options Values of {@linkcode trainOptions}.
 * @param dataset Name of the data set, whose epochs a preset knows.
 */
export function settingsFrom(
  options: TrainValues & ModelValue,
  dataset: string,
): TrainSettings {
  const preset = presetOf(options);
  const base = defaults;
  const epochs = preset
    ? preset.epochs ?? presetEpochs[dataset] ?? base.epochs
    : base.epochs;
  return {
    learningRate: options.learningRate ?? preset?.learningRate ??
      base.learningRate,
    batchSize: options.perDeviceTrainBatchSize ?? preset?.batchSize ??
      base.batchSize,
    accumulation: options.gradientAccumulationSteps,
    epochs: options.numTrainEpochs ?? epochs,
    maxSteps: options.maxSteps,
    warmupRatio: options.warmupRatio ?? preset?.warmupRatio ?? base.warmupRatio,
    weightDecay: options.weightDecay ?? preset?.weightDecay ?? base.weightDecay,
    maxGradNorm: options.maxGradNorm,
    shuffle: options.shuffle,
    seed: options.seed,
  };
}

/**
 * Shape of the adapter that the options ask for.
 *
 * @param kind Kind of adapter; none for "none".
 * @param options Values of {@linkcode adapterOptions}, and the preset if any.
 * @param encoder Shape of the encoder.
 * @throws {Failure} If an option is given that the kind does not read, or a LoRA is
 * asked for whose scaling is 0, so that it does nothing.
 */
export function adapterConfigFrom(
  kind: KindName | "none",
  options: AdapterValues & Pick<TrainValues, "preset"> & ModelValue,
  { hidden_size: hidden }: EncoderConfig,
): AdapterConfig | undefined {
  expectKindReads(kind, options);
  if (kind === "none") return undefined;
  const { rank = 4, alpha = 8 } = options;
  if (kind === "lora" && alpha === 0) {
    throw inputError(
      "Cannot make a LoRA: alpha is 0, expected a number above 0",
    );
  }
  const bottleneck = options.width ?? presetOf(options)?.width ??
    usualWidth(kind, hidden);
  const width = kind === "lora" ? rank : bottleneck;
  return kinds[kind]({ hidden, width, alpha });
}

/**
 * Every dropout of the model that the options ask for.
 *
 * @param options Values of {@linkcode trainOptions}, and the model.
 * @returns The given rate, else the preset's; none for the model's own rates.
 */
export function dropoutFrom(
  options: TrainValues & ModelValue,
): number | undefined {
  return options.dropout ?? presetOf(options)?.dropout;
}

/**
 * The shape of an encoder with every dropout at one rate.
 *
 * @param config The shape as its file states it.
 * @param rate The rate; the file's own rates if absent.
 */
export function withDropout(
  config: EncoderConfig,
  rate: number | undefined,
): EncoderConfig {
  if (rate === undefined) return config;
  return {
    ...config,
    hidden_dropout_prob: rate,
    attention_probs_dropout_prob: rate,
    classifier_dropout: rate,
  };
}

/** The preset that is asked for; of the embedded model, its own if none is. */
function presetOf(
  { preset, model }: Pick<TrainValues, "preset"> & ModelValue,
): Preset | undefined {
  if (preset) return presets[preset];
  return model === EMBEDDED_MODEL ? presets.tiny : undefined;
}
