import source from "../../kernels/linear.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import { expectShape, rowsOf } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { addParts, columnSum } from "./column_sum.ts";
import { type Param, type Result, tracked } from "./op.ts";

const wgsl = variants("linear", source);

/** Rows whose weight gradients are added up before the parts are. */
const CHUNK = 256;

/** Parameters of {@linkcode linear}. */
export interface LinearParams {
  /** Matrix, [outs, ins]; or [groups, outs, ins], one for each group of rows. */
  weight: Param;
  /** Shift, [outs] or [groups, outs]; none if absent. */
  bias?: Param | undefined;
}

/**
 * Maps each row affinely: x times the transpose of weight, plus bias.
 *
 * @param x Input, [..., ins]; with grouped weights, as many rows for each group.
 * @param params Matrix and shift.
 * @param residual Added to the output, [..., outs]; its gradient is the output's.
 * @returns Output, [..., outs], and its pullback.
 * @throws {RangeError} If the shapes do not fit, or if grouped weights are trained.
 */
export function linear(
  x: Tensor,
  { weight, bias }: LinearParams,
  residual?: Tensor,
): Result {
  const { gpu } = x;
  const [allRows, ins] = rowsOf(x.shape);
  const grouped = weight.value.shape.slice(0, -2);
  const groups = grouped[0] ?? 1;
  const outs = weight.value.shape.at(-2) ?? 0;
  const shape = [...x.shape.slice(0, -1), outs];
  expectShape("linear weight", weight.value, [...grouped, outs, ins]);
  if (bias) expectShape("linear bias", bias.value, [...grouped, outs]);
  if (residual) expectShape("linear residual", residual, shape);
  if (allRows % groups !== 0) {
    throw new RangeError(
      `Cannot use linear x: it has ${allRows} rows for ${groups} groups, expected as many rows for each`,
    );
  }
  if (groups > 1 && tracked(weight, bias)) {
    throw new RangeError(
      `Cannot train linear weights: there are ${groups} groups, expected 1`,
    );
  }

  const rows = allRows / groups;
  const params = { rows, ins, outs, groups, chunk: CHUNK };
  const kernel = wgsl({ BIAS: bias ? 1 : 0, RESIDUAL: residual ? 1 : 0 });
  const out = gpu.empty(shape, { tracked: tracked(x, weight, bias, residual) });
  gpu.run(kernel, "forward", {
    params,
    bind: {
      x,
      weight: weight.value,
      bias: (bias ?? weight).value,
      residual: residual ?? x,
      out,
    },
    threads: allRows * outs,
  });

  return [out, (dout) => {
    if (weight.grad) {
      const parts = Math.ceil(rows / CHUNK);
      const dweight = gpu.empty([parts, outs, ins]);
      gpu.run(kernel, "backward_weight", {
        params,
        bind: { x, dout, dweight },
        threads: parts * outs * ins,
      });
      addParts(dweight, weight.grad);
    }
    if (bias?.grad) columnSum(dout, bias.grad);
    if (!x.tracked) return undefined;
    const dx = gpu.empty(x.shape);
    gpu.run(kernel, "backward_x", {
      params,
      bind: { weight: weight.value, dout, dx },
      threads: allRows * ins,
    });
    return dx;
  }];
}
