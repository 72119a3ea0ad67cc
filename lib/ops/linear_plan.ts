/**
 * Which kernel calculates a product of matrices, and how it is started.
 *
 * All kernels have the entry points and bindings of kernels/linear.wgsl, so that
 * they give the same result but for rounding.
 *
 * @module
 */
import source from "../../kernels/linear.wgsl" with { type: "text" };
import type { DeviceInfo } from "../gpu/device.ts";
import type { Dispatch } from "../gpu/dispatch.ts";
import { type Kernel, variants } from "../gpu/kernel.ts";
import { planBlocks } from "./linear_blocks.ts";
import { planTiles } from "./linear_tiles.ts";

const wgsl = variants("linear", source);

/** A product of an affine map or of its gradients. */
export interface Product {
  /** Which of the three products. */
  readonly entry: "forward" | "backward_x" | "backward_weight";
  /** Rows of one group. */
  readonly rows: number;
  readonly ins: number;
  readonly outs: number;
  /** Groups of rows with weights of their own. */
  readonly groups: number;
  /** Whether a bias and a residual are added, 1 or 0; forward only. */
  readonly constants: { readonly BIAS: number; readonly RESIDUAL: number };
}

/** How a product is calculated. */
export interface ProductPlan {
  readonly kernel: Kernel;
  /** Parameters besides the sizes; of a weight gradient, `chunk` rows a part. */
  readonly params: Readonly<Record<string, number>> & {
    readonly chunk: number;
  };
  readonly reach: Pick<Dispatch, "threads" | "groups">;
}

/** Rows whose weight gradients one thread adds up. */
const CHUNK = 256;

/**
 * Chooses the kernel for a product.
 *
 * @param info What the device is.
 * @param product The product.
 */
export function planProduct(info: DeviceInfo, product: Product): ProductPlan {
  return planTiles(info, product) ?? planBlocks(info, product) ??
    planThreads(product);
}

/** The plan that fits every device and shape: one thread an output. */
function planThreads(
  { entry, rows, ins, outs, groups, constants }: Product,
): ProductPlan {
  const threads = {
    forward: groups * rows * outs,
    backward_x: groups * rows * ins,
    backward_weight: Math.ceil(rows / CHUNK) * outs * ins,
  }[entry];
  return {
    kernel: wgsl(constants),
    params: { chunk: CHUNK },
    reach: { threads },
  };
}
