import type { Tensor } from "../gpu/tensor.ts";
import type { Activation } from "./activation.ts";
import {
  addParamGradients,
  type LinearParams,
  multiply,
  multiplyBack,
} from "./linear_products.ts";
import type { Result } from "./op.ts";

/** Parameters of {@linkcode feedForward}. */
export interface FeedForwardParams {
  /** The first map, to the inner features. */
  inner: LinearParams;
  /** Between the maps. */
  activation: Activation;
  /** The second map, from the inner features. */
  outer: LinearParams;
}

/**
 * Two affine maps with a non-linearity between: outer(f(inner(x))).
 *
 * The non-linearity and its derivative are applied where the products next to
 * them are stored, and take no passes over memory of their own.
 *
 * @param x Input, [..., ins].
 * @param params The maps and what lies between.
 * @param residual Added to the output, [..., outs]; its gradient is the output's.
 * @returns Output, [..., outs], and its pullback.
 * @throws {RangeError} If the shapes do not fit, or if grouped weights are trained.
 */
export function feedForward(
  x: Tensor,
  { inner, activation, outer }: FeedForwardParams,
  residual?: Tensor,
): Result {
  const { out: middle, before } = multiply(x, inner, { activation });
  const { out } = multiply(middle, outer, { residual });
  // Nothing but the gradient of the outer matrix reads the middle again.
  if (!outer.weight.grad) x.gpu.free(middle);
  return [out, (dout) => {
    addParamGradients(middle, outer, dout);
    if (!before) return undefined; // nothing below the outer map is trained
    const dsum = multiplyBack(dout, outer.weight, { activation, before });
    addParamGradients(x, inner, dsum);
    return x.tracked ? multiplyBack(dsum, inner.weight) : undefined;
  }];
}
