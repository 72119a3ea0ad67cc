/**
 * A model that is small enough to reason about, with large random weights.
 *
 * @module
 */
import { random } from "../../lib/math/random.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import {
  type Encoded,
  pack,
  type PackedBatch,
} from "../../lib/text/batches.ts";
import type { Gpu } from "../../lib/gpu/gpu.ts";
import { type Batch, sendBatch } from "../../lib/model/batch.ts";
import { type EncoderConfig, parseConfig } from "../../lib/model/config.ts";
import { drawEncoder } from "../../lib/model/draw.ts";

/** What a `config.json` must at least say. */
export const smallest = {
  model_type: "roberta",
  vocab_size: 20,
  hidden_size: 8,
  num_hidden_layers: 2,
  num_attention_heads: 2,
  intermediate_size: 12,
  max_position_embeddings: 16,
  type_vocab_size: 1,
};

/** Shape of the model, without dropout. */
export const smallConfig: EncoderConfig = parseConfig({
  ...smallest,
  initializer_range: 0.5,
  hidden_dropout_prob: 0,
  attention_probs_dropout_prob: 0,
}, "config.json");

/** Its weights, with biases and normalisations that are not trivial either. */
export function smallWeights(config = smallConfig, seed = 1): Weights {
  const { normal } = random(seed, "small model");
  const drawn = drawEncoder(config, random(seed, "encoder"));
  for (const [name, { data }] of drawn) {
    if (!/bias$|norm.weight$/i.test(name)) continue;
    data.forEach((value, i) => data[i] = value + 0.3 * normal());
  }
  return drawn;
}

/** Three sequences, of 4, 3 and 5 tokens. */
export function smallBatch(): PackedBatch {
  const texts = [[0, 5, 6, 2], [0, 7, 2], [0, 8, 9, 5, 2]];
  const encoded = texts.map((ids, index): Encoded => ({
    ids,
    types: ids.map(() => 0),
    label: index % 2,
    index,
  }));
  return pack(encoded, { firstPosition: 2 });
}

/** The batch on the GPU; with dropout keys 1, 2, 3... if it is noisy. */
export function sentBatch(gpu: Gpu, { noisy = false } = {}): Batch {
  let key = 0;
  return sendBatch(gpu, smallBatch(), noisy ? () => ++key : undefined);
}
