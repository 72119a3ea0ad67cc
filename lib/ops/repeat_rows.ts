import source from "../../kernels/repeat_rows.wgsl" with { type: "text" };
import { rowsOf } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { elementForms } from "./elements.ts";

const formOf = elementForms("repeat_rows", source);

/**
 * Puts copies of a matrix end to end.
 *
 * It has no pullback: what differs between the copies is not trained together.
 *
 * @param x Matrix, [rows, cols].
 * @param copies Number of copies, from 1; if absent, none is made.
 * @returns The copies, [copies * rows, cols]; x itself if there is to be none.
 * @throws {TypeError} If a gradient is wanted at x.
 */
export function repeatRows(x: Tensor, copies?: number): Tensor {
  if (copies === undefined) return x;
  const { gpu, shape, dtype, tracked } = x;
  if (tracked) {
    throw new TypeError(
      `Cannot repeat a tensor of shape [${shape}]: a gradient is wanted at it, expected none`,
    );
  }
  const [rows, width] = rowsOf(shape);
  const { cols, wgsl } = formOf(width);
  const size = rows * cols;
  const out = gpu.empty([copies * rows, width], { dtype });
  gpu.run(wgsl({}, dtype), "forward", {
    params: { size, copies },
    bind: { x, out },
    threads: size,
  });
  return out;
}
