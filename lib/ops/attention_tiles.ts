import shared from "../../kernels/_attention.wgsl" with { type: "text" };
import tiles from "../../kernels/_attention_tiles.wgsl" with { type: "text" };
import random from "../../kernels/_random.wgsl" with { type: "text" };
import source from "../../kernels/attention_tiles.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { type AttentionPlan, tileCount } from "./attention_plan.ts";

const wgsl = variants("attention_tiles", random, shared, tiles, source);

/**
 * Attends by workgroups, each of which shares what it loads of keys and values.
 *
 * @param plan Inputs and options; every token is a query.
 * @param rows Queries of a workgroup, from `workgroupTile()`.
 * @param result What is written: the output, of q's shape, and the logarithm of
 * each softmax's denominator, [tokens, heads].
 * @see Dao et al. 2022, arXiv:2205.14135, algorithm 1
 */
export function attendByTiles(
  plan: AttentionPlan,
  rows: number,
  { out, lse }: { out: Tensor; lse: Tensor },
): void {
  const { params, bind: { q } } = plan;
  const { HEAD_DIM, DROPOUT } = plan.constants;
  const kernel = wgsl({ HEAD_DIM, DROPOUT, ROWS: rows }, q.dtype);
  q.gpu.run(kernel, "forward", {
    params,
    bind: { ...plan.bind, out, lse },
    groups: tileCount(plan, rows),
  });
}
