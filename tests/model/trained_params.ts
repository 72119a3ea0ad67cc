/**
 * Parameters whose gradients a test can look at.
 *
 * @module
 */
import type { Weights } from "../../lib/io/safetensors.ts";
import type { Gpu } from "../../lib/gpu/gpu.ts";
import type { Params } from "../../lib/model/params.ts";
import { trainables } from "../../lib/train/trainables.ts";
import { emptyArena } from "../../lib/model/arena.ts";

/** Parameters, all of them trained. */
export interface TrainedParams {
  readonly params: Params;
  /** Reads the gradients by the parameters' names. */
  grads(): Promise<Weights>;
}

/** Sends weights to the GPU with gradients of zero. */
export function trainedParams(gpu: Gpu, weights: Weights): TrainedParams {
  const { layout, params, grads } = trainables(gpu, weights);
  return {
    params,
    grads: async () => emptyArena(layout, await gpu.read(grads)),
  };
}
