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
import { masked } from "../mix/mask.ts";

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
  /** 0 where a weight is held at zero, else 1, [layout.size]; absent if none is. */
  readonly mask?: Tensor;
  /** Finds the trained tensors by name. */
  readonly params: Params;
}

/**
 * Sends weights to the GPU to be trained.
 *
 * @param gpu Device to train on.
 * @param weights Initial weights by name.
 * @param mask 0 for each weight that is to be zero from the start to the end, of
 * some of the tensors; none if absent.
 */
export function trainables(
  gpu: Gpu,
  weights: Weights,
  mask?: Weights,
): Trainables {
  const decaying = [...weights].filter(([name]) => decays(name));
  const others = [...weights].filter(([name]) => !decays(name));
  const layout = layOut(shapesOf(new Map([...decaying, ...others])));
  const decayed = layOut(shapesOf(new Map(decaying))).size;
  const start = mask ? masked(weights, mask) : weights;
  const values = gpu.tensor([layout.size], fillArena(layout, start));
  const [grads, first, second] = [
    gpu.zeros([layout.size]),
    gpu.zeros([layout.size]),
    gpu.zeros([layout.size]),
  ];
  const params = arenaParams(gpu, layout, { values, grads });
  const held = mask && gpu.tensor([layout.size], maskArena(layout, mask));
  return {
    layout,
    decayed,
    values,
    grads,
    first,
    second,
    params,
    ...(held && { mask: held }),
  };
}

/** A mask of the whole arena, with ones for the tensors that it does not name. */
function maskArena(layout: Layout, mask: Weights): Float32Array<ArrayBuffer> {
  const arena = new Float32Array(layout.size).fill(1);
  for (const [name, { start }] of layout.places) {
    const own = mask.get(name);
    if (own) arena.set(own.data, start);
  }
  return arena;
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
