import source from "../../kernels/column_sum.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { rowsOf } from "../gpu/shape.ts";
import { size, type Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("column_sum", source);

/** Rows that one thread adds up in the first stage. */
const CHUNK = 64;

/**
 * Adds the sum over all rows of a matrix to a vector, in two stages.
 *
 * @param x Matrix, [..., cols].
 * @param total Vector that the sums are added to, [cols].
 */
export function columnSum(x: Tensor, total: Tensor): void {
  const { gpu } = x;
  const [rows, cols] = rowsOf(x.shape);
  const parts = Math.ceil(rows / CHUNK);
  const sums = gpu.empty([parts, cols]);
  gpu.run(wgsl, "partial", {
    params: { rows, cols, chunk: CHUNK, parts },
    bind: { x, parts: sums },
    threads: parts * cols,
  });
  addParts(sums, total);
}

/**
 * Adds partial sums to their total, first part first.
 *
 * @param parts Partial sums, [parts, ...].
 * @param total What they are added to, of the shape of one part.
 * @throws {RangeError} If a part has not as many elements as the total.
 */
export function addParts(parts: Tensor, total: Tensor): void {
  const [count = 0] = parts.shape;
  const cols = size(total.shape);
  if (size(parts.shape) !== count * cols) {
    throw new RangeError(
      `Cannot add parts: their shape is [${parts.shape}], expected [${count},${total.shape}]`,
    );
  }
  parts.gpu.run(wgsl, "finish", {
    params: { rows: count, cols, chunk: 1, parts: count },
    bind: { parts, total },
    threads: cols,
  });
}
