/**
 * Shapes: the checks that every op makes before it dispatches.
 *
 * @module
 */
import { type Shape, size, type Tensor } from "./tensor.ts";

/** Reads a shape as a matrix: all axes but the last, and the last. */
export function rowsOf(shape: Shape): readonly [rows: number, cols: number] {
  const cols = shape.at(-1) ?? 1;
  return [size(shape) / cols, cols];
}

/**
 * Checks a tensor's shape.
 *
 * @param what The tensor's name in the error.
 * @param tensor The tensor.
 * @param shape The shape it must have.
 * @throws {RangeError} If the shapes differ.
 */
export function expectShape(what: string, tensor: Tensor, shape: Shape): void {
  if (
    tensor.shape.length === shape.length &&
    shape.every((n, i) => n === tensor.shape[i])
  ) return;
  throw new RangeError(
    `Cannot use ${what}: its shape is [${tensor.shape}], expected [${shape}]`,
  );
}
