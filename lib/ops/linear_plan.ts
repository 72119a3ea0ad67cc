/**
 * Which kernel calculates a product of matrices, and how it is started.
 *
 * All kernels have the entry points of kernels/linear.wgsl and the bindings of
 * kernels/_linear.wgsl, so that they give the same result but for rounding. The
 * candidates of one kernel give the same bits: each output is one sum, and the
 * order of its terms depends on the shape alone.
 *
 * @module
 */
import source from "../../kernels/linear.wgsl" with { type: "text" };
import type { Dispatch } from "../gpu/dispatch.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Kernel } from "../gpu/kernel.ts";
import type { Dtype } from "../gpu/tensor.ts";
import { planBlocks } from "./linear_blocks.ts";
import { type Extras, linearKernel } from "./linear_kernel.ts";
import { planTiles } from "./linear_tiles.ts";
import { tried } from "./linear_trial.ts";

const wgsl = linearKernel("linear", source);

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
  /** Type of the numbers in all tensors but gradients, which are of f32. */
  readonly dtype: Dtype;
  readonly extras: Extras;
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

/** Rows and columns of a thread's tile, as in the kernel. */
const SIDE = 4;

/**
 * Chooses the kernel for a product.
 *
 * @param gpu The device; if it is tuned, trials decide between tiles.
 * @param product The product.
 */
export function planProduct(gpu: Gpu, product: Product): ProductPlan {
  const plan = planTiles(gpu.info, product) ?? planBlocks(gpu.info, product);
  return plan ? tried(gpu, product, plan) : planThreads(product);
}

/** The plan that fits every device and shape: a few outputs a thread. */
function planThreads(
  { entry, rows, ins, outs, groups, dtype, extras }: Product,
): ProductPlan {
  const weights = entry === "backward_weight";
  const planes = weights ? Math.ceil(rows / CHUNK) : groups;
  const tiles = planes * Math.ceil((weights ? outs : rows) / SIDE) *
    Math.ceil((entry === "forward" ? outs : ins) / SIDE);
  return {
    kernel: wgsl(extras, dtype),
    params: { chunk: CHUNK, tiles },
    reach: { threads: tiles },
  };
}
