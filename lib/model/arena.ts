/**
 * Many tensors side by side in one stretch of memory, so that one dispatch can
 * reach them all: trained weights, their gradients, stacked adapters.
 *
 * @module
 */
import type { HostTensor, Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { type Shape, size, type Tensor } from "../gpu/tensor.ts";
import type { Param } from "../ops/op.ts";
import type { Params } from "./params.ts";

/** Elements that a tensor's start is a multiple of: 256 bytes, as devices demand. */
const ALIGNMENT = 64;

/** Where each tensor lies in an arena. */
export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  /** Elements of the whole arena, gaps included; a multiple of 64. */
  readonly size: number;
}

/** Where one tensor lies. */
export interface Place {
  readonly shape: Shape;
  /** Elements before the first one; a multiple of 64. */
  readonly start: number;
}

/**
 * Lays tensors out one after another.
 *
 * @param shapes Name and shape of each, in order.
 */
export function layOut(
  shapes: Iterable<readonly [name: string, shape: Shape]>,
): Layout {
  const places = new Map<string, Place>();
  let end = 0;
  for (const [name, shape] of shapes) {
    places.set(name, { shape, start: end });
    end += ALIGNMENT * Math.ceil(size(shape) / ALIGNMENT);
  }
  return { places, size: end };
}

/** Names and shapes of weights, as {@linkcode layOut} takes them. */
export function shapesOf(weights: Weights): [string, Shape][] {
  return [...weights].map(([name, { shape }]) => [name, shape]);
}

/**
 * Copies weights into an arena on the host; gaps are zero.
 *
 * @param layout Where each tensor lies.
 * @param weights The tensors; they must have the layout's names and shapes.
 * @throws {TypeError} If one is missing or has another shape.
 */
export function fillArena(
  layout: Layout,
  weights: Weights,
): Float32Array<ArrayBuffer> {
  const arena = new Float32Array(layout.size);
  for (const [name, { shape, start }] of layout.places) {
    const found = weights.get(name);
    if (!found || `${found.shape}` !== `${shape}`) {
      throw new TypeError(
        `Cannot fill an arena: "${name}" has shape [${
          found?.shape ?? "none"
        }], expected [${shape}]`,
      );
    }
    arena.set(found.data, start);
  }
  return arena;
}

/** Copies the weights out of an arena on the host. */
export function emptyArena(
  layout: Layout,
  arena: Float32Array<ArrayBuffer>,
): Weights {
  return new Map<string, HostTensor>(
    [...layout.places].map(([name, { shape, start }]) => {
      const data = arena.slice(start, start + size(shape));
      return [name, { shape, data }];
    }),
  );
}

/**
 * Finds parameters in an arena on the GPU.
 *
 * @param gpu Device that the arena is on.
 * @param layout Where each tensor lies.
 * @param arena The values, and the gradients if the parameters are trained.
 * @param row Number of the arena, if `values` holds several: [rows, layout.size].
 */
export function arenaParams(
  gpu: Gpu,
  layout: Layout,
  arena: { values: Tensor; grads?: Tensor },
  row = 0,
): Params {
  const { values, grads } = arena;
  const get = (name: string, shape: Shape): Param => {
    const place = layout.places.get(name);
    if (!place || `${place.shape}` !== `${shape}`) {
      throw new TypeError(
        `Cannot use "${name}" of an arena: its shape is [${
          place?.shape ?? "none"
        }], expected [${shape}]`,
      );
    }
    const start = row * layout.size + place.start;
    const value = gpu.view(values, shape, start);
    return grads ? { value, grad: gpu.view(grads, shape, start) } : { value };
  };
  return {
    has: (name) => layout.places.has(name),
    get,
    table: (name, shape) => [get(name, shape)],
  };
}

/**
 * Sends weights to the GPU as parameters that the innermost scope frees.
 *
 * @param gpu Device to send them to.
 * @param weights Values by name.
 */
export function sendParams(gpu: Gpu, weights: Weights): Params {
  const layout = layOut(shapesOf(weights));
  const values = gpu.tensor([layout.size], fillArena(layout, weights));
  return arenaParams(gpu, layout, { values });
}
