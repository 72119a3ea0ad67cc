/**
 * A model ready for work: its weights, its tokeniser and its frozen parameters.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import { findModel } from "../io/hub/find_model.ts";
import type { Encoded } from "../text/batches.ts";
import type { Example } from "../text/dataset.ts";
import type { Encoding } from "../text/template.ts";
import { loadTokenizer, type Tokenizer } from "../text/tokenizer.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { type Checkpoint, readCheckpoint } from "./checkpoint.ts";
import { expectComplete } from "./complete.ts";
import { type EncoderConfig, maxTokens } from "./config.ts";
import { frozen, type FrozenParams } from "./params.ts";

/** A model that was read and is at home on a device. */
export interface Model extends Checkpoint {
  /** Folder of its files, which for a model of the Hub is in the cache. */
  readonly directory: string;
  readonly gpu: Gpu;
  readonly tokenizer: Tokenizer;
  /**
   * Frozen parameters, sent to the device when they are first used; if they are
   * disposed of, they are sent again at the next use.
   */
  readonly params: FrozenParams;
  /** Type in which the device stores frozen weights and activations; f32 if absent. */
  readonly dtype?: "f16";
}

/**
 * Reads a model directory, or a model of the Hub.
 *
 * @param gpu Device to work on.
 * @param source The directory, or "owner/name" and perhaps "@revision".
 * @throws {Failure} If there is neither, or a file is missing, damaged or does
 * not fit the others.
 */
export async function loadModel(gpu: Gpu, source: string): Promise<Model> {
  const directory = await findModel(source);
  const checkpoint = await readCheckpoint(directory);
  expectComplete(checkpoint);
  const tokenizer = await loadTokenizer(directory);
  const { vocab_size } = checkpoint.config;
  if (tokenizer.vocabularySize > vocab_size) {
    throw inputError(
      `Cannot use "${source}": its tokenizer has ${tokenizer.vocabularySize} tokens, expected at most the model's ${vocab_size}`,
    );
  }
  const params = frozen(gpu, checkpoint.weights, `"${source}"`);
  return { ...checkpoint, source, directory, gpu, tokenizer, params };
}

/**
 * Encodes examples for a model.
 *
 * @param model The model.
 * @param examples Texts and labels.
 * @param maxLength Most tokens of a sequence; longer texts lose their end.
 * @throws {Failure} If that is more than the model takes, or the tokenizer gives
 * tokens a type that the model does not know.
 */
export function encodeExamples(
  { tokenizer, config, source }: Model,
  examples: readonly Example[],
  maxLength: number,
): Encoded[] {
  const most = maxTokens(config);
  if (maxLength > most) {
    throw inputError(
      `Cannot use --max-seq-length ${maxLength} with "${source}": it takes sequences of ${most} tokens, expected at most that`,
    );
  }
  return examples.map((example, index) => {
    const encoding = tokenizer.encode(example, { maxLength });
    expectTypes(encoding, config, source);
    return { ...encoding, label: example.label, index };
  });
}

/** Throws if a token's type has no row in the model's table. */
function expectTypes(
  { types }: Encoding,
  { type_vocab_size: count }: EncoderConfig,
  source: string,
) {
  const type = types.find((type) => type >= count);
  if (type === undefined) return;
  throw inputError(
    `Cannot use the tokenizer of "${source}": it gives tokens type ${type}, expected one below the model's ${count}`,
  );
}
