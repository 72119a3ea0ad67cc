import type { Encoded } from "../text/batches.ts";
import { firstTokens, sendBatch } from "../model/batch.ts";
import { encoder } from "../model/encoder.ts";
import type { Model } from "../model/loaded.ts";
import type { Pooling } from "../model/sentence_encoder.ts";
import { type EvaluateOptions, packedBatches } from "./evaluate.ts";

/** Options of {@linkcode textVectors}. */
export interface TextVectorsOptions extends EvaluateOptions {
  /** How a text's tokens become one vector. @default {"mean"} */
  readonly pooling?: Pooling;
}

/**
 * One vector a text: the mean of its tokens' hidden states in the model without any
 * adapter, or the first token's.
 *
 * @param model The model.
 * @param encoded The texts; labels are not looked at.
 * @param options Positions, memory and pooling.
 * @returns Vectors of the model's hidden size, in the texts' order.
 * @see Aharoni and Goldberg 2020, arXiv:2004.02105, section 2
 */
export async function textVectors(
  model: Model,
  encoded: readonly Encoded[],
  { pooling = "mean", ...options }: TextVectorsOptions,
): Promise<Float64Array[]> {
  const { gpu, config, params } = model;
  using _ = gpu.scope();
  const encode = encoder(gpu, config, params);
  const { hidden_size: hidden } = config;
  const placed = encoded.map((example, index) => ({ ...example, index }));
  const vectors: Float64Array[] = [];
  for (const packed of packedBatches(placed, options)) {
    using _ = gpu.scope();
    const { offsets, indices } = packed;
    const batch = sendBatch(gpu, packed);
    const firsts = pooling === "cls" ? firstTokens(batch) : undefined;
    const [states] = encode(batch, firsts);
    const rows = await gpu.read(states);
    indices.forEach((index, i) => {
      // Of a choice of rows, each text has one.
      const [start, end] = firsts ? [i, i + 1] : [offsets[i]!, offsets[i + 1]!];
      const mean = new Float64Array(hidden);
      for (let row = start; row < end; row++) {
        for (let f = 0; f < hidden; f++) {
          mean[f]! += rows[row * hidden + f]! / (end - start);
        }
      }
      vectors[index] = mean;
    });
  }
  return vectors;
}
