import source from "../../kernels/scale.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import type { Result } from "./op.ts";

const wgsl = kernel("scale", source);

/**
 * Multiplies every element by one number.
 *
 * @param x Input, any shape.
 * @param factor The number; at 1 the input itself is returned.
 * @returns Output, of x's shape, and its pullback.
 */
export function scale(x: Tensor, factor: number): Result {
  const scaled = (x: Tensor) => factor === 1 ? x : times(x, factor);
  return [scaled(x), (dout) => x.tracked ? scaled(dout) : undefined];
}

function times(x: Tensor, factor: number): Tensor {
  const out = x.gpu.empty(x.shape, { tracked: x.tracked });
  const size4 = Math.ceil(size(x.shape) / 4);
  x.gpu.run(wgsl, "forward", {
    params: { size4, factor },
    bind: { x, out },
    threads: size4,
  });
  return out;
}
