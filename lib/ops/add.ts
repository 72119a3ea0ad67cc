import source from "../../kernels/add.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import { tracked } from "./op.ts";

const wgsl = variants("add", source);

/**
 * Adds two tensors of one shape.
 *
 * @param a First term.
 * @param b Second term.
 * @returns The sum. Its gradient is the same for both terms, so it needs no pullback.
 * @throws {RangeError} If the shapes differ.
 */
export function add(a: Tensor, b: Tensor): Tensor {
  expectShape("add b", b, a.shape);
  const { gpu, shape, dtype } = a;
  const out = gpu.empty(shape, { dtype, tracked: tracked(a, b) });
  const size4 = Math.ceil(size(shape) / 4);
  gpu.run(wgsl({}, dtype), "forward", {
    params: { size4 },
    bind: { a, b, out },
    threads: size4,
  });
  return out;
}

/**
 * Adds the gradients of a tensor that was used twice.
 *
 * @param a Gradient of one use, absent where none is wanted.
 * @param b Gradient of the other use.
 * @returns Their sum, or the only one there is, if any.
 */
export function addGradients(
  a: Tensor | undefined,
  b: Tensor | undefined,
): Tensor | undefined {
  return a && b ? add(a, b) : a ?? b;
}
