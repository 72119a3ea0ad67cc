/**
 * Many tensors side by side in one stretch of memory, so that one dispatch can
 * reach them all: trained weights, their gradients, stacked adapters.
 *
 * @module
 */
import type { HostTensor, Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import {
  BYTES,
  type Dtype,
  type Shape,
  size,
  type Tensor,
} from "../gpu/tensor.ts";
import type { Param } from "../ops/op.ts";
import type { Params } from "./params.ts";
import { storedAs } from "./stored_as.ts";

/** Bytes that a tensor's start is a multiple of, as devices demand. */
const ALIGNMENT = 256;

/** Where each tensor lies in an arena. */
export interface Layout {
  readonly places: ReadonlyMap<string, Place>;
  /** Elements of the whole arena, gaps included; a multiple of 256 bytes. */
  readonly size: number;
}

/** Where one tensor lies. */
export interface Place {
  readonly shape: Shape;
  /** Elements before the first one; a multiple of 256 bytes. */
  readonly start: number;
}

/**
 * Lays tensors out one after another.
 *
 * @param shapes Name and shape of each, in order.
 * @param dtype Type of their numbers.
 */
export function layOut(
  shapes: Iterable<readonly [name: string, shape: Shape]>,
  dtype: Dtype = "f32",
): Layout {
  const step = ALIGNMENT / BYTES[dtype];
  const places = new Map<string, Place>();
  let end = 0;
  for (const [name, shape] of shapes) {
    places.set(name, { shape, start: end });
    end += step * Math.ceil(size(shape) / step);
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
 * @param dtype Type in which the device stores them.
 * @throws {Failure} If a number is too large for that type.
 */
export function sendParams(
  gpu: Gpu,
  weights: Weights,
  dtype: Dtype = "f32",
): Params {
  const layout = layOut(shapesOf(weights), dtype);
  const fill = dtype === "f16" ? fillHalves : fillArena;
  const values = gpu.tensor([layout.size], fill(layout, weights));
  return arenaParams(gpu, layout, { values });
}

/** Copies weights into an arena of f16 on the host; gaps are zero. */
function fillHalves(
  { places, size }: Layout,
  weights: Weights,
): Float16Array<ArrayBuffer> {
  const arena = new Float16Array(size);
  for (const [name, { start }] of places) {
    arena.set(storedAs(weights.get(name)!.data, "f16", name), start);
  }
  return arena;
}
