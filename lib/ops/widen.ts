import source from "../../kernels/widen.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import type { Result } from "./op.ts";

const wgsl = variants("widen", source);

/**
 * Stores numbers as f32.
 *
 * @param x Input, any shape; of f32, it is returned itself.
 * @returns Output, of x's shape, and its pullback, whose gradient is of f32.
 */
export function widen(x: Tensor): Result {
  const back = (dout: Tensor) => x.tracked ? dout : undefined;
  if (x.dtype === "f32") return [x, back];
  const { gpu, shape, tracked } = x;
  const out = gpu.empty(shape, { tracked });
  const size4 = Math.ceil(size(shape) / 4);
  gpu.run(wgsl({}, x.dtype), "forward", {
    params: { size4 },
    bind: { x, out },
    threads: size4,
  });
  return [out, back];
}
