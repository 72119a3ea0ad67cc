import source from "../../kernels/scale.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import type { Result } from "./op.ts";

const wgsl = variants("scale", source);

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
  const { gpu, shape, dtype, tracked } = x;
  const out = gpu.empty(shape, { dtype, tracked });
  const size4 = Math.ceil(size(shape) / 4);
  gpu.run(wgsl({}, dtype), "forward", {
    params: { size4, factor },
    bind: { x, out },
    threads: size4,
  });
  return out;
}
