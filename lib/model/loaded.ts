/**
 * A model ready for work: its weights, its tokeniser and its frozen parameters.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Encoded } from "../text/batches.ts";
import type { Example } from "../text/dataset.ts";
import { loadTokenizer, type Tokenizer } from "../text/tokenizer.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { type Checkpoint, readCheckpoint } from "./checkpoint.ts";
import { maxTokens } from "./config.ts";
import { frozen, type Params } from "./params.ts";

/** A model that was read and is at home on a device. */
export interface Model extends Checkpoint {
  readonly gpu: Gpu;
  readonly tokenizer: Tokenizer;
  /** Frozen parameters, sent to the device when they are first used. */
  readonly params: Params;
}

/**
 * Reads a model directory.
 *
 * @param gpu Device to work on.
 * @param directory The directory.
 * @throws {Failure} If a file is missing, damaged or does not fit the others.
 */
export async function loadModel(gpu: Gpu, directory: string): Promise<Model> {
  const checkpoint = await readCheckpoint(directory);
  const tokenizer = await loadTokenizer(directory);
  const { vocab_size } = checkpoint.config;
  if (tokenizer.vocabularySize > vocab_size) {
    throw inputError(
      `Cannot use "${directory}": its tokenizer has ${tokenizer.vocabularySize} tokens, expected at most the model's ${vocab_size}`,
    );
  }
  const params = frozen(gpu, checkpoint.weights, `"${directory}"`);
  return { ...checkpoint, gpu, tokenizer, params };
}

/**
 * Encodes examples for a model.
 *
 * @param model The model.
 * @param examples Texts and labels.
 * @param maxLength Most tokens of a sequence; longer texts lose their end.
 * @throws {Failure} If that is more than the model takes.
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
  return examples.map((example, index) => ({
    ...tokenizer.encode(example, { maxLength }),
    label: example.label,
    index,
  }));
}
