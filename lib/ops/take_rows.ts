import source from "../../kernels/take_rows.wgsl" with { type: "text" };
import type { Gpu } from "../gpu/gpu.ts";
import { rowsOf } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { elementForms } from "./elements.ts";
import type { Result } from "./op.ts";
import { sendSequences, sequenceOfAt, type Sequences } from "./sequences.ts";

const formOf = elementForms("take_rows", source);

/** Stands for no row at all. */
const NONE = 0xffffffff;

/** Some rows of packed sequences, each at most once, ready for the GPU. */
export interface RowChoice extends Sequences {
  /**
   * As of all rows, followed by the numbers of the chosen rows, and by the place
   * of each row among the chosen.
   */
  readonly index: Tensor;
  /** Number of the chosen rows. */
  readonly chosen: number;
}

/** Place in the index of the first chosen row's number. */
export function rowsAt(choice: Pick<RowChoice, "count" | "tokens">): number {
  return sequenceOfAt(choice) + choice.tokens;
}

/** Place in the index of the first row's place among the chosen. */
export function placesAt(
  choice: Pick<RowChoice, "count" | "tokens" | "chosen">,
): number {
  return rowsAt(choice) + choice.chosen;
}

/**
 * Prepares a choice of rows.
 *
 * @param gpu Device that will use it.
 * @param rows Numbers of the rows, all different.
 * @param offsets First row of each sequence, and the number of rows.
 * @throws {RangeError} If a row is not there or is chosen twice.
 */
export function chooseRows(
  gpu: Gpu,
  rows: Uint32Array<ArrayBuffer>,
  offsets: Uint32Array<ArrayBuffer>,
): RowChoice {
  const all = offsets.at(-1) ?? 0;
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
    ...sendSequences(gpu, offsets, rows, places),
    chosen: rows.length,
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
export function takeRows(x: Tensor, choice: RowChoice): Result {
  const { index, tokens, chosen } = choice;
  const rows = { index, first: rowsAt(choice), count: chosen };
  const places = { index, first: placesAt(choice), count: tokens };
  return [
    gather(x, rows),
    (dout) => x.tracked ? gather(dout, places) : undefined,
  ];
}

/** Rows by the numbers in part of an index; zeros where there is none. */
function gather(
  x: Tensor,
  { index, first, count }: { index: Tensor; first: number; count: number },
): Tensor {
  const [, width] = rowsOf(x.shape);
  const { gpu, dtype, tracked } = x;
  const out = gpu.empty([count, width], { dtype, tracked });
  const { cols, wgsl } = formOf(width);
  gpu.run(wgsl({}, dtype), "forward", {
    params: { first, count, cols },
    bind: { x, index, out },
    threads: count * cols,
  });
  return out;
}
