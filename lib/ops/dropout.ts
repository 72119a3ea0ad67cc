import random from "../../kernels/_random.wgsl" with { type: "text" };
import source from "../../kernels/dropout.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import type { Result } from "./op.ts";

const wgsl = kernel("dropout", random, source);

/** How one place of a network drops its elements. */
export interface Dropout {
  /** Probability of an element to become zero, from 0 to below 1. */
  rate: number;
  /** Key of the random stream, 32 bits; a new one at each place and step. */
  key: number;
}

/**
 * Zeroes each element with some probability and scales up the rest.
 *
 * @param x Input, any shape.
 * @param dropout Rate and key; absent or at rate 0, the input itself is returned.
 * @returns Output, of x's shape, and its pullback.
 * @throws {RangeError} If the rate is not from 0 to below 1.
 * @see Srivastava et al. 2014, "Dropout", JMLR 15
 */
export function dropout(x: Tensor, dropout?: Dropout): Result {
  if (!dropout || dropout.rate === 0) {
    return [x, (dout) => x.tracked ? dout : undefined];
  }
  const { rate, key } = dropout;
  if (!(rate > 0 && rate < 1)) {
    throw new RangeError(
      `Cannot drop elements: rate is ${rate}, expected a number from 0 to below 1`,
    );
  }
  const apply = (x: Tensor): Tensor => {
    const size4 = Math.ceil(size(x.shape) / 4);
    const out = x.gpu.empty(x.shape, { tracked: x.tracked });
    x.gpu.run(wgsl, "apply", {
      params: { size4, key, rate },
      bind: { x, out },
      threads: size4,
    });
    return out;
  };
  return [apply(x), (dout) => x.tracked ? apply(dout) : undefined];
}
