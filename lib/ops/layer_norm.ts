import reduce from "../../kernels/_reduce.wgsl" with { type: "text" };
import source from "../../kernels/layer_norm.wgsl" with { type: "text" };
import { expectShape, rowsOf } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { addParts } from "./column_sum.ts";
import { elementForms } from "./elements.ts";
import { type Param, type Result, tracked } from "./op.ts";

const formOf = elementForms<"RESIDUAL">("layer_norm", reduce, source);

/** Rows whose parameter gradients one thread adds up. */
const CHUNK = 64;

/** Parameters of {@linkcode layerNorm}. */
export interface LayerNormParams {
  /** Scale, [cols]. */
  weight: Param;
  /** Shift, [cols]. */
  bias: Param;
  /** Added to the variance; in the unit of x squared. */
  eps: number;
}

/**
 * Normalises each row to mean 0 and variance 1, then scales and shifts it.
 *
 * @param x Input, [..., cols].
 * @param params Scale, shift and eps.
 * @param residual Added to x before, of x's shape.
 * @returns Output, of x's shape, and its pullback; the gradient it returns is
 * that of x and of the residual alike.
 * @throws {RangeError} If scale or shift is not [cols], or the residual not of x's shape.
 * @see Ba et al. 2016, arXiv:1607.06450, section 3
 */
export function layerNorm(
  x: Tensor,
  { weight, bias, eps }: LayerNormParams,
  residual?: Tensor,
): Result {
  const { gpu, shape, dtype } = x;
  const [rows, width] = rowsOf(shape);
  expectShape("layerNorm weight", weight.value, [width]);
  expectShape("layerNorm bias", bias.value, [width]);
  if (residual) expectShape("layerNorm residual", residual, shape);

  const { cols, wgsl } = formOf(width);
  const kernel = wgsl({ RESIDUAL: residual ? 1 : 0 }, dtype);
  const byLane = gpu.info.profile === "cpu";
  const inputs = { x, residual: residual ?? x };
  const params = { rows, cols, chunk: CHUNK, eps };
  const mean = gpu.empty([rows]);
  const rstd = gpu.empty([rows]);
  const below = tracked(x, residual);
  const out = gpu.empty(shape, {
    dtype,
    tracked: below || tracked(weight, bias),
  });
  const perRow = byLane ? { threads: rows } : { groups: rows };
  gpu.run(kernel, byLane ? "forward_by_lane" : "forward", {
    params,
    bind: {
      ...inputs,
      weight: weight.value,
      bias: bias.value,
      mean,
      rstd,
      out,
    },
    ...perRow,
  });

  return [out, (dout) => {
    if (weight.grad || bias.grad) {
      const parts = Math.ceil(rows / CHUNK);
      const [dweight, dbias] = [
        gpu.empty([parts, width]),
        gpu.empty([parts, width]),
      ];
      gpu.run(kernel, "backward_params", {
        params,
        bind: { ...inputs, mean, rstd, dout, dweight, dbias },
        threads: parts * cols,
      });
      if (weight.grad) addParts(dweight, weight.grad);
      if (bias.grad) addParts(dbias, bias.grad);
    }
    if (!below) return undefined;
    const dx = gpu.empty(shape);
    gpu.run(kernel, byLane ? "backward_x_by_lane" : "backward_x", {
      params,
      bind: { ...inputs, weight: weight.value, mean, rstd, dout, dx },
      ...perRow,
    });
    return dx;
  }];
}
