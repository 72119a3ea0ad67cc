import source from "../../kernels/apply_mask.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import { size, type Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("apply_mask", source);

/**
 * Zeroes elements of a tensor; the tensor itself is changed.
 *
 * @param x The elements, any shape.
 * @param mask 0 where an element is to be zero, of x's shape.
 * @throws {RangeError} If the shapes differ.
 */
export function applyMask(x: Tensor, mask: Tensor): void {
  expectShape("applyMask mask", mask, x.shape);
  const size4 = Math.ceil(size(x.shape) / 4);
  x.gpu.run(wgsl, "apply", {
    params: { size4 },
    bind: { x, mask },
    threads: size4,
  });
}
