/**
 * Trials that decide which tile suits a product on a device.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Product, ProductPlan } from "./linear_plan.ts";

/** The plans that are possible for a product, by name of the tile. */
export interface Candidates {
  /** The kernel and its version: a new text is tried anew. */
  readonly version: string;
  /** Names of the tiles, one or more; the first is taken untried. */
  readonly tiles: readonly string[];
  /** Plans the product by one of the tiles. */
  readonly plan: (tile: string) => ProductPlan;
  /** Terms of the sums from which on trials repay the compilations they take. */
  readonly worth: number;
}

/**
 * Plans a product by the tile that trials found to be the fastest.
 *
 * Products are of one class if they differ in their rows by less than a factor
 * of two, or in what is done besides multiplying.
 *
 * @param gpu The device.
 * @param product The product.
 * @param candidates The plans.
 */
export function tried(
  gpu: Gpu,
  product: Product,
  { version, tiles, plan, worth }: Candidates,
): ProductPlan {
  const { entry, rows, ins, outs, groups, dtype } = product;
  if (groups * rows * ins * outs < worth) return plan(tiles[0]!);
  const bucket = 2 ** Math.ceil(Math.log2(rows));
  const tile = gpu.choose({
    key:
      `${version} ${dtype} ${entry} ${groups} x ${bucket} x ${ins} x ${outs}`,
    candidates: tiles,
    run: (tile) => run(gpu, product, plan(tile)),
  });
  return plan(tile);
}

/** Adds a product of tensors of its own to the commands that wait. */
function run(gpu: Gpu, product: Product, plan: ProductPlan): void {
  using _ = gpu.scope();
  const { entry, rows, ins, outs, groups } = product;
  const [x, out] = [[groups * rows, ins], [groups * rows, outs]] as const;
  const weight = [groups, outs, ins];
  const parts = Math.ceil(rows / plan.params.chunk);
  const shapes = {
    forward: { x, weight, bias: weight, residual: out, out, before: out },
    backward_x: { weight, dout: out, dx: x, before: x },
    backward_weight: { x, dout: out, dweight: [parts, outs, ins] },
  }[entry];
  const bind = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      gpu.zeros(shape, name.startsWith("d") ? {} : { dtype: product.dtype }),
    ]),
  );
  gpu.run(plan.kernel, entry, {
    params: { rows, ins, outs, groups, ...plan.params },
    bind,
    ...plan.reach,
  });
}
