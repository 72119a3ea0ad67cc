import source from "../../kernels/sign_planes.wgsl" with { type: "text" };
import type { Gpu } from "../gpu/gpu.ts";
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import { size, type Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("sign_planes", source);

/** Signs that one word holds. */
export const SIGNS_PER_WORD = 32;

/**
 * Makes room for the signs of several vectors of one length.
 *
 * @param gpu Device that the signs are kept on.
 * @param rows Number of vectors.
 * @param size Numbers of each vector.
 * @returns Bit planes, u32 [rows, ceil(size / 32), 2]: a word of positive and a
 * word of negative signs for every 32 numbers.
 */
export function signPlanes(gpu: Gpu, rows: number, size: number): Tensor {
  const words = Math.ceil(size / SIGNS_PER_WORD);
  return gpu.empty([rows, words, 2], { dtype: "u32" });
}

/**
 * Packs the signs of a vector into one row of bit planes.
 *
 * Zero has no sign, positive or negative.
 *
 * @param x The vector, any shape.
 * @param planes Bit planes from {@linkcode signPlanes}, for vectors of x's size.
 * @param row Row to write.
 * @throws {RangeError} If the planes are for vectors of another size, or have
 * no such row.
 */
export function packSigns(x: Tensor, planes: Tensor, row: number): void {
  const [rows = 0] = planes.shape;
  const count = size(x.shape);
  const words = Math.ceil(count / SIGNS_PER_WORD);
  expectShape("packSigns planes", planes, [rows, words, 2]);
  if (!Number.isInteger(row) || row < 0 || row >= rows) {
    throw new RangeError(
      `Cannot pack signs: row is ${row}, expected a whole number from 0 to ${
        rows - 1
      }`,
    );
  }
  x.gpu.run(wgsl, "pack", {
    params: { size: count, words, row },
    bind: { x, planes },
    threads: words,
  });
}
