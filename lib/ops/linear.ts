import type { Tensor } from "../gpu/tensor.ts";
import {
  addParamGradients,
  type LinearExtras,
  type LinearParams,
  multiply,
  multiplyBack,
} from "./linear_products.ts";
import type { Result } from "./op.ts";

export type { LinearExtras, LinearParams };

/**
 * Maps each row affinely: x times the transpose of weight, plus bias.
 *
 * @param x Input, [..., ins]; with grouped weights, as many rows for each group.
 * @param params Matrix and shift.
 * @param extras A residual that is added, or a non-linearity that is applied.
 * @returns Output, [..., outs], and its pullback.
 * @throws {RangeError} If the shapes do not fit, or if grouped weights are trained.
 */
export function linear(
  x: Tensor,
  params: LinearParams,
  extras: LinearExtras = {},
): Result {
  const { out, before } = multiply(x, params, extras);
  return [out, (dout) => {
    const dsum = before ? extras.activation!.back(before, dout) : dout;
    addParamGradients(x, params, dsum);
    return x.tracked ? multiplyBack(dsum, params.weight) : undefined;
  }];
}
