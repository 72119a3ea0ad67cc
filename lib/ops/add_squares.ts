import source from "../../kernels/add_squares.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import { size, type Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("add_squares", source);

/**
 * Adds the squares of a tensor's elements to running sums.
 *
 * @param x The elements, any shape.
 * @param sums The sums, of x's shape.
 * @throws {RangeError} If the shapes differ.
 */
export function addSquares(x: Tensor, sums: Tensor): void {
  expectShape("addSquares sums", sums, x.shape);
  const size4 = Math.ceil(size(x.shape) / 4);
  x.gpu.run(wgsl, "forward", {
    params: { size4 },
    bind: { x, sums },
    threads: size4,
  });
}
