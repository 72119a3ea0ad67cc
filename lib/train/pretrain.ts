/**
 * Pretrains an encoder from random weights by masked language modelling.
 *
 * @module
 */
import { random } from "../math/random.ts";
import { inputError } from "../io/failure.ts";
import type { Weights } from "../io/safetensors.ts";
import { type Encoded, pack, shuffledBatches } from "../text/batches.ts";
import type { Input } from "../text/dataset.ts";
import type { Tokenizer } from "../text/tokenizer.ts";
import type { Gpu } from "../gpu/gpu.ts";
import {
  type EncoderConfig,
  firstPosition,
  maxTokens,
} from "../model/config.ts";
import { drawEncoder } from "../model/draw.ts";
import { fit, type Progress } from "./fit.ts";
import { hideTokens, type MaskedBatch, maskedModelling } from "./masking.ts";
import { planSteps } from "./schedule.ts";
import type { TrainSettings } from "./settings.ts";
import { trainables, trainedWeights } from "./trainables.ts";

/** What a pretraining run works on. */
export interface Pretraining {
  readonly config: EncoderConfig;
  readonly tokenizer: Tokenizer;
  readonly inputs: readonly Input[];
  /** Each step takes one batch, and the texts come in a new order in each pass. */
  readonly settings: Omit<TrainSettings, "accumulation" | "shuffle">;
  /** Hears of the loss about once a second. */
  onProgress?(progress: Progress): void;
  /** Hears of the loss after fixed steps, the last one among them. */
  onLog?(progress: Progress): void;
  /** Stops the run after the step under way. */
  readonly signal?: AbortSignal;
}

/**
 * Trains every weight of an encoder and of its masked-language-model head.
 *
 * @param gpu Device to train on.
 * @param run Shape, text and settings; `learningRate` and the like as in training.
 * @returns The weights, under names without the model's prefix.
 * @throws {Failure} If the tokeniser has no mask token.
 * @see Devlin et al. 2019, arXiv:1810.04805, section 3.1; one sequence a text,
 * new masks in each pass as in Liu et al. 2019, arXiv:1907.11692, section 4.1
 */
export async function pretrain(
  gpu: Gpu,
  { config, tokenizer, inputs, settings: stated, ...watch }: Pretraining,
): Promise<Weights> {
  const { maskId, specialIds, vocabularySize: size } = tokenizer;
  if (maskId === undefined) {
    throw inputError(
      "Cannot pretrain: the tokenizer has no mask token, expected one",
    );
  }
  const maxLength = maxTokens(config);
  const encoded = inputs.map((input, index): Encoded => ({
    ...tokenizer.encode(input, { maxLength }),
    label: 0,
    index,
  }));
  const settings = { ...stated, accumulation: 1, shuffle: true };
  const { seed } = settings;
  const plan = planSteps(encoded.length, settings);
  const drawn = drawEncoder(config, random(seed, "encoder"));
  const trained = trainables(gpu, drawn);
  const order = ordered(encoded.length, settings);
  await fit<MaskedBatch>(gpu, {
    objective: maskedModelling(gpu, config, trained.params),
    trained,
    settings,
    plan,
    batches(step) {
      const places = order(
        Math.floor(step / plan.perEpoch),
      )[step % plan.perEpoch]!;
      const examples = places.map((at) => encoded[at]!);
      const batch = pack(examples, { firstPosition: firstPosition(config) });
      const draw = { seed, name: `mask/${step}` };
      return [[hideTokens(batch, { maskId, specialIds, size }, draw)]];
    },
    onProgress: (progress) => watch.onProgress?.(progress),
    onLog: (progress) => watch.onLog?.(progress),
    afterStep: () => Promise.resolve(watch.signal?.throwIfAborted()),
  });
  return await trainedWeights(gpu, trained);
}

/** The batches of each epoch, calculated when an epoch is first asked for. */
function ordered(
  count: number,
  { batchSize: size, seed }: Pick<TrainSettings, "batchSize" | "seed">,
): (epoch: number) => readonly (readonly number[])[] {
  const known = new Map<number, number[][]>();
  return (epoch) => {
    if (!known.has(epoch)) {
      known.clear();
      known.set(epoch, shuffledBatches(count, { size, seed, epoch }));
    }
    return known.get(epoch)!;
  };
}
