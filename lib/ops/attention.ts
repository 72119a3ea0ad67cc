import shared from "../../kernels/_attention.wgsl" with { type: "text" };
import random from "../../kernels/_random.wgsl" with { type: "text" };
import source from "../../kernels/attention.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import type { Tensor } from "../gpu/tensor.ts";
import {
  type AttentionGradients,
  attentionGradients,
} from "./attention_backward.ts";
import {
  type AttentionOptions,
  type AttentionPlan,
  planAttention,
  queryTile,
  workgroupTile,
} from "./attention_plan.ts";
import { attendByTiles } from "./attention_tiles.ts";
import { tracked } from "./op.ts";

const wgsl = variants("attention", random, shared, source);

/**
 * Attends from each query to the tokens of its own sequence, head by head.
 *
 * @param q Queries, [tokens, hidden]; [count, hidden] where they are chosen.
 * @param k Keys, [tokens, hidden].
 * @param v Values, [tokens, hidden].
 * @param options Heads, sequences, chosen queries and dropout of probabilities.
 * @returns Means of values weighted by softmax(q k / sqrt(width of a head)), of
 * q's shape, and the pullback.
 * @throws {RangeError} If the shapes do not fit, if the width of a head is not
 * a multiple of 4 from 4 to 128, or if the rate of dropout is out of range.
 * @see Vaswani et al. 2017, arXiv:1706.03762, section 3.2
 */
export function attention(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  options: AttentionOptions,
): readonly [out: Tensor, back: (dout: Tensor) => AttentionGradients] {
  const plan = planAttention(q, k, v, options);
  const { gpu, shape: [queries = 0], dtype } = q;
  const out = gpu.empty(q.shape, { dtype, tracked: tracked(q, k, v) });
  const lse = gpu.empty([queries, options.heads]);
  const rows = workgroupTile(plan);
  if (rows) attendByTiles(plan, rows, { out, lse });
  else attendByThreads(plan, { out, lse });
  return [out, (dout) => attentionGradients(plan, { out, lse }, dout)];
}

/** The form that fits every device and shape: a thread per head of some rows. */
function attendByThreads(
  plan: AttentionPlan,
  { out, lse }: { out: Tensor; lse: Tensor },
): void {
  const { params } = plan;
  const tile = queryTile(plan);
  const kernel = wgsl({ ...plan.constants, TILE: tile }, out.dtype);
  out.gpu.run(kernel, "forward", {
    params,
    bind: { ...plan.bind, out, lse },
    threads: Math.ceil(params.queries / tile) * params.heads,
  });
}
