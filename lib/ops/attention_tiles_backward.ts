import shared from "../../kernels/_attention.wgsl" with { type: "text" };
import tiles from "../../kernels/_attention_tiles.wgsl" with { type: "text" };
import random from "../../kernels/_random.wgsl" with { type: "text" };
import source from "../../kernels/attention_tiles_backward.wgsl" with {
  type: "text",
};
import { variants } from "../gpu/kernel.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { type AttentionPlan, tileCount } from "./attention_plan.ts";

const wgsl = variants(
  "attention_tiles_backward",
  random,
  shared,
  tiles,
  source,
);

/** What the gradients are calculated from beside the inputs, as the kernels name it. */
export interface Given extends Readonly<Record<string, Tensor>> {
  /**
   * Logarithm of each softmax's denominator, and scalar product of each output and
   * its gradient, [queries, heads, 2].
   */
  readonly lse_delta: Tensor;
  /** Gradient at the output. */
  readonly dout: Tensor;
}

/**
 * Calculates the gradient at the queries by workgroups.
 *
 * @param plan Inputs and options of the forward pass.
 * @param rows Queries of a workgroup, from `workgroupTile()`.
 * @param given What the forward pass left, and the gradient at its output.
 * @param dq Gradient to write, of q's shape.
 * @see Dao et al. 2022, arXiv:2205.14135, algorithm 4
 */
export function queryGradientByTiles(
  plan: AttentionPlan,
  rows: number,
  given: Given,
  dq: Tensor,
): void {
  run(plan, rows, "backward_q", { ...given, dq });
}

/**
 * Calculates the gradients at the keys and values by workgroups.
 *
 * @param plan Inputs and options of the forward pass.
 * @param rows Keys of a workgroup, from `workgroupTile()`.
 * @param given What the forward pass left, and the gradient at its output.
 * @param result Gradients to write, of k's and v's shapes.
 * @see Dao et al. 2022, arXiv:2205.14135, algorithm 4
 */
export function keyGradientsByTiles(
  plan: AttentionPlan,
  rows: number,
  given: Given,
  { dk, dv }: { dk: Tensor; dv: Tensor },
): void {
  run(plan, rows, "backward_kv", { ...given, dk, dv });
}

function run(
  plan: AttentionPlan,
  rows: number,
  entry: "backward_q" | "backward_kv",
  bind: Readonly<Record<string, Tensor>>,
): void {
  const { params, bind: { q } } = plan;
  const { HEAD_DIM, DROPOUT } = plan.constants;
  q.gpu.run(wgsl({ HEAD_DIM, DROPOUT, ROWS: rows }), entry, {
    params,
    bind: { ...plan.bind, ...bind },
    groups: tileCount(plan, rows),
  });
}
