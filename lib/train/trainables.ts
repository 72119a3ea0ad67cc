/**
 * Everything that a run trains, with its gradients and moments.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import {
  arenaParams,
  emptyArena,
  fillArena,
  type Layout,
  layOut,
  shapesOf,
} from "../model/arena.ts";
import type { Params } from "../model/params.ts";

/** Trained tensors side by side, those that decay first. */
export interface Trainables {
  readonly layout: Layout;
  /** Elements that decay: the first so many. */
  readonly decayed: number;
  /** The weights, [layout.size]. */
  readonly values: Tensor;
  /** Sums of gradients, zero between steps. */
  readonly grads: Tensor;
  /** Running mean of the gradients. */
  readonly first: Tensor;
  /** Running mean of their squares. */
  readonly second: Tensor;
  /** Finds the trained tensors by name. */
  readonly params: Params;
}

/**
 * Sends weights to the GPU to be trained.
 *
 * @param gpu Device to train on.
 * @param weights Initial weights by name.
 */
export function trainables(gpu: Gpu, weights: Weights): Trainables {
  const decaying = [...weights].filter(([name]) => decays(name));
  const others = [...weights].filter(([name]) => !decays(name));
  const layout = layOut(shapesOf(new Map([...decaying, ...others])));
  const decayed = layOut(shapesOf(new Map(decaying))).size;
  const values = gpu.tensor([layout.size], fillArena(layout, weights));
  const [grads, first, second] = [
    gpu.zeros([layout.size]),
    gpu.zeros([layout.size]),
    gpu.zeros([layout.size]),
  ];
  const params = arenaParams(gpu, layout, { values, grads });
  return { layout, decayed, values, grads, first, second, params };
}

/** Copies the trained weights to the host. */
export async function trainedWeights(
  gpu: Gpu,
  { layout, values }: Trainables,
): Promise<Weights> {
  return emptyArena(layout, await gpu.read(values));
}

/**
 * Whether weight decay acts on a tensor: not on biases and normalisations.
 *
 * @see transformers `Trainer.get_decay_parameter_names`
 */
function decays(name: string): boolean {
  return !/bias$|(?:LayerNorm|layer_norm)\.weight$/.test(name);
}
