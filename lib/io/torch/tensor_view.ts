/**
 * Tensors as a PyTorch file describes them: views of stored numbers.
 *
 * @module
 */
import type { Problem } from "../byte_file.ts";
import type { Dtype } from "../dtype.ts";

/** A run of numbers in the file, which several tensors may share. */
export class Storage {
  /**
   * @param key Its name in the file.
   * @param dtype How its numbers are stored.
   * @param length How many there are.
   */
  constructor(
    readonly key: string,
    readonly dtype: Dtype,
    readonly length: number,
  ) {}
}

/** Some numbers of a storage in some order. */
export class TensorView {
  /**
   * @param storage Where the numbers are.
   * @param offset Place of the first.
   * @param shape Length of each axis.
   * @param strides Numbers to go on by for one step along each axis.
   */
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
  ) {}

  /** How many numbers the tensor has. */
  get length(): number {
    return this.shape.reduce((product, n) => product * n, 1);
  }
}

/** Most axes of a tensor; weights have up to four. */
const MAX_AXES = 8;

/**
 * Makes a view from what a file says, after checking that it is one.
 *
 * @param parts Storage, offset, shape and strides, as they come.
 * @param problem Words a failure.
 * @throws {Failure} If a part is of another kind, or a number of the view lies
 * outside of its storage.
 */
export function tensorView(
  [storage, offset, shape, strides]: readonly unknown[],
  problem: Problem,
): TensorView {
  if (
    !(storage instanceof Storage) || !isWhole(offset) || !isAxes(shape) ||
    !isAxes(strides) || shape.length !== strides.length
  ) {
    throw problem(
      "its pickle has a tensor without a storage, offset, shape and strides",
      "whole numbers of at least 0",
    );
  }
  const view = new TensorView(storage, offset, shape, strides);
  const last = shape.reduce((at, n, i) => at + (n - 1) * strides[i]!, offset);
  const fits = view.length === 0 ||
    (view.length <= Number.MAX_SAFE_INTEGER && last < storage.length);
  if (fits) return view;
  throw problem(
    `its tensor of shape [${shape}] ends at number ${last} of storage ${
      JSON.stringify(storage.key)
    }`,
    `a place below ${storage.length}`,
  );
}

/**
 * Copies the numbers of a view in row-major order.
 *
 * @param view The view.
 * @param numbers All of its storage.
 */
export function gather(
  { offset, shape, strides, length }: TensorView,
  numbers: Float32Array<ArrayBuffer>,
): Float32Array<ArrayBuffer> {
  if (length === 0) return new Float32Array();
  if (isContiguous(shape, strides)) {
    return numbers.slice(offset, offset + length);
  }
  const gathered = new Float32Array(length);
  const index = shape.map(() => 0);
  for (let i = 0, at = offset; i < length; i++) {
    gathered[i] = numbers[at]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      at -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
  return gathered;
}

/** Whether numbers lie in row-major order; axes of length 1 have no say. */
function isContiguous(shape: readonly number[], strides: readonly number[]) {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] !== 1 && strides[axis] !== step) return false;
    step *= shape[axis]!;
  }
  return true;
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isAxes(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length <= MAX_AXES &&
    value.every(isWhole);
}
