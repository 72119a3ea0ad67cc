import type { Encoded } from "../text/batches.ts";
import { sendBatch } from "../model/batch.ts";
import { encoder } from "../model/encoder.ts";
import type { Model } from "../model/loaded.ts";
import { type EvaluateOptions, packedBatches } from "./evaluate.ts";

/**
 * One vector a text: the mean of its tokens' hidden states in the model without any
 * adapter.
 *
 * @param model The model.
 * @param encoded The texts; labels are not looked at.
 * @param options Positions and memory.
 * @returns Vectors of the model's hidden size, in the texts' order.
 * @see Aharoni and Goldberg 2020, arXiv:2004.02105, section 2
 */
export async function textVectors(
  model: Model,
  encoded: readonly Encoded[],
  options: EvaluateOptions,
): Promise<Float64Array[]> {
  const { gpu, config, params } = model;
  using _ = gpu.scope();
  const encode = encoder(gpu, config, params);
  const { hidden_size: hidden } = config;
  const placed = encoded.map((example, index) => ({ ...example, index }));
  const vectors: Float64Array[] = [];
  for (const packed of packedBatches(placed, options)) {
    using _ = gpu.scope();
    const [states] = encode(sendBatch(gpu, packed));
    const rows = await gpu.read(states);
    packed.indices.forEach((index, i) => {
      const [start, end] = [packed.offsets[i]!, packed.offsets[i + 1]!];
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
