/**
 * What a tensor is: a shape, a type of number and a stretch of GPU memory.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import type { Gpu } from "./gpu.ts";
import type { Storage } from "./pool.ts";

/** Sizes of a tensor's axes, outermost first. */
export type Shape = readonly number[];

/** Types of number that a tensor may hold. */
export type Dtype = "f32" | "f16" | "u32";

/** Bytes of one number of each type. */
export const BYTES = { f32: 4, f16: 2, u32: 4 } as const satisfies Record<
  Dtype,
  number
>;

/** Host arrays that hold a tensor's numbers. */
export type HostArray =
  | Float32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float16Array<ArrayBuffer>;

/** A dense, row-major array in GPU memory. */
export interface Tensor {
  readonly gpu: Gpu;
  readonly shape: Shape;
  readonly dtype: Dtype;
  /** Memory that holds the numbers; several tensors may share it. */
  readonly storage: Storage;
  /** Bytes from the start of the memory to the first number. */
  readonly offset: number;
  /** Whether something trained lies below, so that a gradient is wanted here. */
  readonly tracked: boolean;
}

/** Number of elements of a shape. */
export function size(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1);
}

/**
 * Bytes of a tensor.
 *
 * @param shape Its shape.
 * @param dtype Type of its numbers.
 * @param most Bytes of the largest one that the device can bind.
 * @throws {Failure} If it takes more.
 */
export function bytesOf(shape: Shape, dtype: Dtype, most: number): number {
  const bytes = BYTES[dtype] * size(shape);
  if (bytes <= most) return bytes;
  throw inputError(
    `Cannot make a tensor of shape [${shape}]: it takes ${bytes} bytes, expected at most ${most} on this device`,
  );
}

/** Type of the numbers in a host array. */
export function dtypeOf(data: HostArray): Dtype {
  if (data instanceof Float32Array) return "f32";
  return data instanceof Uint32Array ? "u32" : "f16";
}

/**
 * Checks the type of a tensor's numbers.
 *
 * @param tensor The tensor.
 * @param expected Types that will do.
 * @throws {TypeError} If it is of another type.
 */
export function expectDtype(
  { shape, dtype }: Tensor,
  ...expected: readonly Dtype[]
): void {
  if (expected.includes(dtype)) return;
  throw new TypeError(
    `Cannot use a tensor of shape [${shape}]: its numbers are ${dtype}, expected ${
      expected.join(" or ")
    }`,
  );
}

/**
 * Looks at part of a tensor's numbers in another shape, without a copy.
 *
 * @param tensor The tensor.
 * @param shape Sizes of the view's axes.
 * @param start Elements before the view's first one.
 * @returns A tensor over the same memory.
 * @throws {RangeError} If the view reaches past the tensor, or if it does not
 * start at a multiple of 256 bytes, as devices may demand.
 */
export function part(tensor: Tensor, shape: Shape, start: number): Tensor {
  const offset = tensor.offset + BYTES[tensor.dtype] * start;
  const inside = start >= 0 && start + size(shape) <= size(tensor.shape);
  if (!inside || offset % 256 !== 0) {
    throw new RangeError(
      `Cannot view [${shape}] at element ${start} of a tensor of shape [${tensor.shape}]: expected an aligned part of it`,
    );
  }
  return { ...tensor, shape, offset };
}
