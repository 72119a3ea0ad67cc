/**
 * Adapters side by side on the GPU, and many mixtures of them at once.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { type Dtype, type Shape, size, type Tensor } from "../gpu/tensor.ts";
import { weightedMean } from "../ops/weighted_mean.ts";
import type { Params } from "../model/params.ts";
import type { AdapterConfig } from "../adapter/config.ts";

/** Adapters of one shape side by side on the GPU. */
export interface Stack {
  readonly config: AdapterConfig;
  /** Number of adapters. */
  readonly count: number;
  /** For each tensor of an adapter its shape, and all adapters' values, [count, size]. */
  readonly tensors: ReadonlyMap<string, { shape: Shape; values: Tensor }>;
}

/**
 * Sends adapters to the GPU, to be mixed there.
 *
 * Each tensor is a stack of its own: no binding has to hold all of the adapters.
 *
 * @param gpu Device to mix on.
 * @param config Shape of all the adapters.
 * @param adapters Their weights, of the same names and shapes.
 * @throws {TypeError} If an adapter lacks a tensor of the first one, or has it in
 * another shape.
 */
export function stackAdapters(
  gpu: Gpu,
  config: AdapterConfig,
  adapters: readonly Weights[],
): Stack {
  const count = adapters.length;
  const tensors = new Map(
    [...adapters[0] ?? []].map(([name, { shape }]) => {
      const all = new Float32Array(count * size(shape));
      adapters.forEach((weights, i) => {
        const found = weights.get(name);
        if (!found || `${found.shape}` !== `${shape}`) {
          throw new TypeError(
            `Cannot stack adapters: "${name}" has shape [${
              found?.shape ?? "none"
            }], expected [${shape}]`,
          );
        }
        all.set(found.data, i * size(shape));
      });
      return [name, { shape, values: gpu.tensor([count, size(shape)], all) }];
    }),
  );
  return { config, count, tensors };
}

/**
 * Mixes stacked adapters in many ways at once: the mean over each set of members.
 *
 * @param gpu Device that they are on.
 * @param stack The adapters.
 * @param mixtures Places in the stack of each mixture's members, which all have
 * the same weight.
 * @param dtype Type in which the mixtures are stored.
 * @returns Finds the mixtures' tensors by an adapter's names and shapes, each with
 * one axis more in front, [mixtures, ...shape]: weights in groups.
 */
export function mixStack(
  gpu: Gpu,
  { tensors, count }: Stack,
  mixtures: readonly (readonly number[])[],
  dtype: Dtype = "f32",
): Params {
  const weights = new Float32Array(mixtures.length * count);
  mixtures.forEach((members, row) => {
    for (const at of members) weights[row * count + at] = 1 / members.length;
  });
  const shares = gpu.tensor([mixtures.length, count], weights);
  const mixed = new Map(
    [...tensors].map(([name, { shape, values }]) => {
      const mean = weightedMean(values, shares, { dtype });
      return [name, gpu.view(mean, [mixtures.length, ...shape])];
    }),
  );
  const get = (name: string, shape: Shape) => {
    const value = mixed.get(name);
    if (!value || `${value.shape.slice(1)}` !== `${shape}`) {
      throw new TypeError(
        `Cannot use "${name}" of a stack: its shape is [${
          value?.shape.slice(1) ?? "none"
        }], expected [${shape}]`,
      );
    }
    return { value };
  };
  return {
    has: (name) => mixed.has(name),
    get,
    table: (name, shape) => [get(name, shape)],
  };
}
