import fragment from "../../kernels/_activation.wgsl" with { type: "text" };
import source from "../../kernels/activation.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import type { Result } from "./op.ts";

const wgsl = variants("activation", fragment, source);

/**
 * A function of every element: output of x's shape, and its pullback.
 *
 * @see kernels/activation.wgsl for the formulas and their sources
 */
export interface Activation {
  (x: Tensor): Result;
  /** Value of the constant `ACTIVATION` in kernels that apply it themselves. */
  readonly code: number;
  /**
   * Takes a gradient at the output to the input.
   *
   * @param x Input.
   * @param dout Gradient at the output, of x's shape.
   * @returns Gradient at the input.
   */
  readonly back: (x: Tensor, dout: Tensor) => Tensor;
}

/** The Gaussian error linear unit in its exact form, with erf. */
export const gelu = activation(1);

/** The larger of the element and zero. */
export const relu = activation(2);

/** The element times its logistic function; also called swish. */
export const silu = activation(3);

/** The hyperbolic tangent. */
export const tanh = activation(4);

function activation(code: number): Activation {
  const kernel = ({ dtype }: Tensor) => wgsl({ ACTIVATION: code }, dtype);
  const reach = ({ shape }: Tensor) => {
    const size4 = Math.ceil(size(shape) / 4);
    return { params: { size4 }, threads: size4 };
  };
  const back = (x: Tensor, dout: Tensor) => {
    const dx = x.gpu.empty(x.shape);
    x.gpu.run(kernel(x), "backward", { ...reach(x), bind: { x, dout, dx } });
    return dx;
  };
  const forward = (x: Tensor): Result => {
    const { gpu, shape, dtype, tracked } = x;
    const out = gpu.empty(shape, { dtype, tracked });
    gpu.run(kernel(x), "forward", { ...reach(x), bind: { x, out } });
    return [out, (dout) => x.tracked ? back(x, dout) : undefined];
  };
  return Object.assign(forward, { code, back });
}
