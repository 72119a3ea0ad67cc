import { expectShape, rowsOf } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { addParts, columnSum } from "./column_sum.ts";
import { planProduct } from "./linear_plan.ts";
import { type Param, type Result, tracked } from "./op.ts";

/** Stands for neither bias nor residual, as in the gradients. */
const PLAIN = { BIAS: 0, RESIDUAL: 0 };

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
  const sizes = { rows, ins, outs, groups };
  const constants = { BIAS: bias ? 1 : 0, RESIDUAL: residual ? 1 : 0 };
  const plan = planProduct(gpu.info, { entry: "forward", ...sizes, constants });
  const out = gpu.empty(shape, { tracked: tracked(x, weight, bias, residual) });
  gpu.run(plan.kernel, "forward", {
    params: { ...sizes, ...plan.params },
    bind: {
      x,
      weight: weight.value,
      bias: (bias ?? weight).value,
      residual: residual ?? x,
      out,
    },
    ...plan.reach,
  });

  return [out, (dout) => {
    const gradient = (entry: "backward_x" | "backward_weight") =>
      planProduct(gpu.info, { entry, ...sizes, constants: PLAIN });
    if (weight.grad) {
      const { kernel, params, reach } = gradient("backward_weight");
      const parts = Math.ceil(rows / params.chunk);
      const dweight = gpu.empty([parts, outs, ins]);
      gpu.run(kernel, "backward_weight", {
        params: { ...sizes, ...params },
        bind: { x, dout, dweight },
        ...reach,
      });
      addParts(dweight, weight.grad);
    }
    if (bias?.grad) columnSum(dout, bias.grad);
    if (!x.tracked) return undefined;
    const dx = gpu.empty(x.shape);
    const { kernel, params, reach } = gradient("backward_x");
    gpu.run(kernel, "backward_x", {
      params: { ...sizes, ...params },
      bind: { weight: weight.value, dout, dx },
      ...reach,
    });
    return dx;
  }];
}
