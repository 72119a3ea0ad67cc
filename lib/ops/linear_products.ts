/**
 * The three products of an affine map, without a say in which of them are wanted.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import { expectShape, rowsOf } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import type { Activation } from "./activation.ts";
import { addParts, columnSum } from "./column_sum.ts";
import type { Extras } from "./linear_kernel.ts";
import { planProduct, type Product } from "./linear_plan.ts";
import { type Param, tracked } from "./op.ts";

/** Parameters of an affine map. */
export interface LinearParams {
  /** Matrix, [outs, ins]; or [groups, outs, ins], one for each group of rows. */
  weight: Param;
  /** Shift, [outs] or [groups, outs]; none if absent. */
  bias?: Param | undefined;
}

/**
 * What becomes of the output of an affine map: a `residual`, [..., outs], is
 * added, whose gradient is the output's, or an `activation` is applied.
 */
export type LinearExtras =
  | { residual?: Tensor | undefined; activation?: undefined }
  | { residual?: undefined; activation?: Activation | undefined };

/** An output, and what went into its non-linearity where that is needed again. */
export interface Output {
  readonly out: Tensor;
  readonly before?: Tensor;
}

const PLAIN: Extras = { BIAS: 0, RESIDUAL: 0, KEEP: 0, ACTIVATION: 0 };

/**
 * Maps each row.
 *
 * @param x Input, [..., ins].
 * @param params Matrix and shift.
 * @param extras Residual and non-linearity.
 * @returns Output, [..., outs]; with what went into a non-linearity if a
 * gradient may be wanted.
 * @throws {RangeError} If the shapes do not fit, or if grouped weights are trained.
 */
export function multiply(
  x: Tensor,
  { weight, bias }: LinearParams,
  { residual, activation }: LinearExtras,
): Output {
  const { gpu } = x;
  const sizes = sizesOf(x, { weight, bias }, residual);
  const shape = [...x.shape.slice(0, -1), sizes.outs];
  const wanted = tracked(x, weight, bias, residual);
  const { dtype } = x;
  const before = activation && wanted ? gpu.empty(shape, { dtype }) : undefined;
  const out = gpu.empty(shape, { dtype, tracked: wanted });
  start(gpu, {
    entry: "forward",
    ...sizes,
    dtype,
    extras: {
      BIAS: bias ? 1 : 0,
      RESIDUAL: residual ? 1 : 0,
      KEEP: before ? 1 : 0,
      ACTIVATION: activation?.code ?? 0,
    },
  }, {
    x,
    weight: weight.value,
    bias: (bias ?? weight).value,
    residual: residual ?? x,
    out,
    before: before ?? gpu.empty([1], { dtype }),
  });
  return before ? { out, before } : { out };
}

/**
 * Takes a gradient at the output to the input.
 *
 * @param dout Gradient at the output, [..., outs].
 * @param weight Matrix, [outs, ins] or [groups, outs, ins].
 * @param made If a non-linearity made the map's input: which, and out of what.
 * The gradient is taken through it as well.
 * @returns Gradient at the input, or at what it was made of, [..., ins].
 */
export function multiplyBack(
  dout: Tensor,
  { value }: Param,
  made?: { activation: Activation; before: Tensor },
): Tensor {
  const { gpu, shape } = dout;
  const [allRows, outs] = rowsOf(shape);
  const ins = value.shape.at(-1)!;
  const groups = value.shape.length === 3 ? value.shape[0]! : 1;
  const dx = gpu.empty([...shape.slice(0, -1), ins]);
  const { dtype } = value;
  const before = made?.before ?? gpu.empty([1], { dtype });
  start(gpu, {
    entry: "backward_x",
    ...{ rows: allRows / groups, ins, outs, groups, dtype },
    extras: { ...PLAIN, ACTIVATION: made?.activation.code ?? 0 },
  }, { weight: value, dout, dx, before });
  return dx;
}

/**
 * Adds the gradients of the parameters that are trained to their `grad`.
 *
 * @param x Input, [..., ins].
 * @param params Matrix, of one group, and shift.
 * @param dout Gradient at the output, before any non-linearity, [..., outs].
 */
export function addParamGradients(
  x: Tensor,
  { weight, bias }: LinearParams,
  dout: Tensor,
): void {
  if (weight.grad) {
    const [rows, ins] = rowsOf(x.shape);
    const [, outs] = rowsOf(dout.shape);
    const sizes = { rows, ins, outs, groups: 1, dtype: x.dtype };
    const product: Product = {
      entry: "backward_weight",
      ...sizes,
      extras: PLAIN,
    };
    const { chunk } = planProduct(x.gpu, product).params;
    const parts = Math.ceil(rows / chunk);
    const dweight = x.gpu.empty([parts, outs, ins]);
    start(x.gpu, product, { x, dout, dweight });
    addParts(dweight, weight.grad);
  }
  if (bias?.grad) columnSum(dout, bias.grad);
}

/** Adds a product to the commands that wait. */
function start(
  gpu: Gpu,
  product: Product,
  bind: Readonly<Record<string, Tensor>>,
): void {
  const { entry, rows, ins, outs, groups } = product;
  const { kernel, params, reach } = planProduct(gpu, product);
  gpu.run(kernel, entry, {
    params: { rows, ins, outs, groups, ...params },
    bind,
    ...reach,
  });
}

/** Sizes of the products, once all shapes are found to fit. */
function sizesOf(
  x: Tensor,
  { weight, bias }: LinearParams,
  residual?: Tensor,
): Pick<Product, "rows" | "ins" | "outs" | "groups"> {
  const [allRows, ins] = rowsOf(x.shape);
  const grouped = weight.value.shape.slice(0, -2);
  const groups = grouped[0] ?? 1;
  const outs = weight.value.shape.at(-2) ?? 0;
  expectShape("linear weight", weight.value, [...grouped, outs, ins]);
  if (bias) expectShape("linear bias", bias.value, [...grouped, outs]);
  if (residual) {
    const shape = [...x.shape.slice(0, -1), outs];
    expectShape("linear residual", residual, shape);
  }
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
  return { rows: allRows / groups, ins, outs, groups };
}
