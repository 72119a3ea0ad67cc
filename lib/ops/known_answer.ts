/**
 * What a known-answer check of a kernel is.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Shape, Tensor } from "../gpu/tensor.ts";

/** A tensor that an op made, and the numbers that should be in it. */
export type Answer = readonly [made: Tensor, expected: readonly number[]];

/** Runs a kernel's op on a few numbers whose answers were worked out by hand. */
export type KnownAnswer = (gpu: Gpu) => readonly Answer[];

/**
 * Makes a tensor of a few numbers that wants a gradient.
 *
 * @param gpu Device to make it on.
 * @param shape Sizes of the axes.
 * @param numbers Its elements in row-major order.
 */
export function tensorOf(
  gpu: Gpu,
  shape: Shape,
  ...numbers: readonly number[]
): Tensor {
  return { ...gpu.tensor(shape, Float32Array.from(numbers)), tracked: true };
}

/**
 * Makes a trained parameter of a few numbers, with no gradient yet.
 *
 * @param gpu Device to make it on.
 * @param shape Sizes of the axes.
 * @param numbers Its elements in row-major order.
 */
export function paramOf(
  gpu: Gpu,
  shape: Shape,
  ...numbers: readonly number[]
): { value: Tensor; grad: Tensor } {
  return { value: tensorOf(gpu, shape, ...numbers), grad: gpu.zeros(shape) };
}
