/**
 * A classifier of texts: encoder and head.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Result } from "../ops/op.ts";
import { type Batch, firstTokens } from "./batch.ts";
import type { EncoderConfig } from "./config.ts";
import { encoder, type EncoderOptions } from "./encoder.ts";
import { head, type HeadConfig } from "./head.ts";
import type { Params } from "./params.ts";

/** Logits of a batch's sequences, [sequences, classes], and the pullback. */
export type Classifier = (batch: Batch) => Result;

/** What a classifier is made of. */
export interface ClassifierParts extends EncoderOptions {
  config: EncoderConfig;
  head: HeadConfig;
  /** Finds the parameters of the encoder and of the head. */
  params: Params;
}

/**
 * Builds a classifier over the first token of each sequence.
 *
 * The last block works on those tokens only: nothing reads its other outputs.
 *
 * @param gpu Device to run on.
 * @param parts What it is made of.
 */
export function classifier(
  gpu: Gpu,
  { config, head: headConfig, params, ...options }: ClassifierParts,
): Classifier {
  const encode = encoder(gpu, config, params, options);
  const decide = head(headConfig, config, params);
  return (batch) => {
    const [hidden, backHidden] = encode(batch, firstTokens(batch));
    const [logits, backLogits] = decide(hidden, batch);
    return [logits, (dlogits) => {
      const dhidden = backLogits(dlogits);
      return dhidden && backHidden(dhidden);
    }];
  };
}
