import { meanVector, unitVector } from "../math/vectors.ts";
import { firstPosition } from "../model/config.ts";
import { encodeExamples } from "../model/loaded.ts";
import type { SentenceEncoder } from "../model/sentence_encoder.ts";
import { textVectors } from "./text_vectors.ts";

/** Most tokens of a document where neither the user nor the encoder says it. */
const USUAL_LENGTH = 128;

/** Options of {@linkcode centroid}. */
export interface CentroidOptions {
  /** Most tokens of a document, whose end is left out; the encoder's if absent. */
  readonly maxSeqLength?: number | undefined;
  /** Most tokens that go through the network at one time. */
  readonly tokenBudget: number;
}

/**
 * Most tokens that an encoder reads of a document.
 *
 * @param encoder The encoder.
 * @param asked What the user asked for, if anything.
 * @returns What was asked for, else the encoder's own limit, else 128.
 */
export function lengthLimit(
  encoder: SentenceEncoder,
  asked?: number,
): number {
  return asked ?? encoder.maxSeqLength ?? USUAL_LENGTH;
}

/**
 * Mean of documents' vectors.
 *
 * @param encoder Makes a vector of a document.
 * @param documents Texts, at least one.
 * @param options Length and memory.
 * @returns The mean, of the model's hidden size.
 * @throws {Failure} If the model takes no sequences of that length.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figure 2a
 */
export async function centroid(
  encoder: SentenceEncoder,
  documents: readonly string[],
  { maxSeqLength, tokenBudget }: CentroidOptions,
): Promise<Float64Array> {
  const { model, pooling, normalize, lowerCase } = encoder;
  const examples = documents.map((text) => ({
    text: lowerCase ? text.toLowerCase() : text,
    label: 0,
  }));
  const limit = lengthLimit(encoder, maxSeqLength);
  const vectors = await textVectors(
    model,
    encodeExamples(model, examples, limit),
    { firstPosition: firstPosition(model.config), tokenBudget, pooling },
  );
  return meanVector(normalize ? vectors.map(unitVector) : vectors);
}
