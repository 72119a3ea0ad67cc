import source from "../../kernels/take_rows.wgsl" with { type: "text" };
import type { Gpu } from "../gpu/gpu.ts";
import { rowsOf } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { elementForms } from "./elements.ts";
import type { Result } from "./op.ts";

const formOf = elementForms("take_rows", source);

/** Stands for no row at all. */
const NONE = 0xffffffff;

/** Some rows of a matrix, each at most once, ready for the GPU. */
export interface RowChoice {
  /** Numbers of the chosen rows, u32 [count]. */
  readonly rows: Tensor;
  /** For each row of the matrix its place among the chosen, u32 [all]. */
  readonly places: Tensor;
}

/**
 * Prepares a choice of rows.
 *
 * @param gpu Device that will use it.
 * @param rows Numbers of the rows, all different.
 * @param all Number of rows that the matrix has.
 * @throws {RangeError} If a row is not below `all` or is chosen twice.
 */
export function chooseRows(
  gpu: Gpu,
  rows: Uint32Array<ArrayBuffer>,
  all: number,
): RowChoice {
  const places = new Uint32Array(all).fill(NONE);
  rows.forEach((row, place) => {
    if (places[row] !== NONE) {
      throw new RangeError(
        `Cannot choose row ${row}: it is ${
          row < all ? "chosen twice" : "missing"
        }, expected different rows below ${all}`,
      );
    }
    places[row] = place;
  });
  return {
    rows: gpu.tensor([rows.length], rows),
    places: gpu.tensor([all], places),
  };
}

/**
 * Takes some rows of a matrix.
 *
 * @param x Matrix, [all, cols].
 * @param choice The rows, from {@linkcode chooseRows}.
 * @returns The rows in the choice's order, [count, cols], and the pullback,
 * whose gradient is zero in all other rows.
 */
export function takeRows(x: Tensor, { rows, places }: RowChoice): Result {
  return [
    gather(x, rows),
    (dout) => x.tracked ? gather(dout, places) : undefined,
  ];
}

/**
 * Puts copies of a matrix end to end.
 *
 * It has no pullback: what differs between the copies is not trained together.
 *
 * @param x Matrix, [rows, cols].
 * @param copies Number of copies, from 1.
 * @returns The copies, [copies * rows, cols].
 * @throws {TypeError} If a gradient is wanted at x.
 */
export function repeatRows(x: Tensor, copies: number): Tensor {
  if (x.tracked) {
    throw new TypeError(
      `Cannot repeat a tensor of shape [${x.shape}]: a gradient is wanted at it, expected none`,
    );
  }
  const [rows] = rowsOf(x.shape);
  const count = copies * rows;
  const numbers = Uint32Array.from({ length: count }, (_, i) => i % rows);
  return gather(x, x.gpu.tensor([count], numbers));
}

/** Rows by number; zeros where there is none. */
function gather(x: Tensor, rows: Tensor): Tensor {
  const [, width] = rowsOf(x.shape);
  const count = rows.shape[0] ?? 0;
  const { gpu, dtype, tracked } = x;
  const out = gpu.empty([count, width], { dtype, tracked });
  const { cols, wgsl } = formOf(width);
  gpu.run(wgsl({}, dtype), "forward", {
    params: { count, cols },
    bind: { x, rows, out },
    threads: count * cols,
  });
  return out;
}
