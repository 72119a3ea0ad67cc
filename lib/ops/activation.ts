import source from "../../kernels/activation.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import type { Result } from "./op.ts";

const wgsl = kernel("activation", source);

/**
 * A function of every element: output of x's shape, and its pullback.
 *
 * @see kernels/activation.wgsl for the formulas and their sources
 */
export type Activation = (x: Tensor) => Result;

/** The Gaussian error linear unit in its exact form, with erf. */
export const gelu = activation("gelu", "gelu_backward");

/** The larger of the element and zero. */
export const relu = activation("relu", "relu_backward");

/** The element times its logistic function; also called swish. */
export const silu = activation("silu", "silu_backward");

/** The hyperbolic tangent. */
export const tanh = activation("tanh_forward", "tanh_backward");

function activation(forward: string, backward: string): Activation {
  return (x) => {
    const { gpu, shape } = x;
    const size4 = Math.ceil(size(shape) / 4);
    const reach = { params: { size4 }, threads: size4 };
    const out = gpu.empty(shape, { tracked: x.tracked });
    gpu.run(wgsl, forward, { ...reach, bind: { x, out } });

    return [out, (dout) => {
      if (!x.tracked) return undefined;
      const dx = gpu.empty(shape);
      gpu.run(wgsl, backward, { ...reach, bind: { x, dout, dx } });
      return dx;
    }];
  };
}
