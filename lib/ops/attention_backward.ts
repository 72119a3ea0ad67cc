import shared from "../../kernels/_attention.wgsl" with { type: "text" };
import random from "../../kernels/_random.wgsl" with { type: "text" };
import source from "../../kernels/attention_backward.wgsl" with {
  type: "text",
};
import { variants } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import {
  type AttentionPlan,
  queryTile,
  tileRows,
  workgroupTile,
} from "./attention_plan.ts";
import {
  type Given,
  keyGradientsByTiles,
  queryGradientByTiles,
} from "./attention_tiles_backward.ts";

const wgsl = variants("attention_backward", random, shared, source);

/** Gradients at q, k and v, absent where none is wanted. */
export type AttentionGradients = readonly [
  dq: Tensor | undefined,
  dk: Tensor | undefined,
  dv: Tensor | undefined,
];

/**
 * Takes the loss gradient at the output of attention to those at its inputs.
 *
 * The probabilities, and what was dropped of them, are calculated again.
 *
 * @param plan Inputs and options of the forward pass.
 * @param result Its output, and the logarithm of each softmax's denominator,
 * [queries, heads].
 * @param dout Gradient at the output, of its shape.
 * @throws {RangeError} If dout is of another shape.
 * @see Dao et al. 2022, arXiv:2205.14135, algorithm 4
 */
export function attentionGradients(
  plan: AttentionPlan,
  { out, lse }: { out: Tensor; lse: Tensor },
  dout: Tensor,
): AttentionGradients {
  const { bind: { q, k, v } } = plan;
  if (!out.tracked) return [undefined, undefined, undefined];
  expectShape("attention dout", dout, out.shape);

  const given = { lse_delta: deltas(plan, { out, lse }, dout), dout };
  const dq = q.tracked ? queryGradient(plan, given) : undefined;
  if (!k.tracked && !v.tracked) return [dq, undefined, undefined];
  const { dk, dv } = keyGradients(plan, given);
  return [dq, k.tracked ? dk : undefined, v.tracked ? dv : undefined];
}

/** What the softmaxes were divided by, and what their gradients are shifted by. */
function deltas(
  plan: AttentionPlan,
  { out, lse }: { out: Tensor; lse: Tensor },
  dout: Tensor,
): Tensor {
  const { params, constants } = plan;
  const { queries, heads } = params;
  const lse_delta = out.gpu.empty([queries, heads, 2]);
  out.gpu.run(wgsl({ ...constants, TILE: queryTile(plan) }), "deltas", {
    params,
    bind: { out, lse, dout, lse_delta },
    threads: queries * heads,
  });
  return lse_delta;
}

function queryGradient(plan: AttentionPlan, given: Given): Tensor {
  const { params, constants, bind: { q } } = plan;
  const { queries, heads } = params;
  const dq = q.gpu.empty(q.shape);
  const rows = workgroupTile(plan);
  if (rows) {
    queryGradientByTiles(plan, rows, given, dq);
    return dq;
  }
  const tile = queryTile(plan);
  q.gpu.run(wgsl({ ...constants, TILE: tile }), "backward_q", {
    params,
    bind: { ...plan.bind, ...given, dq },
    threads: Math.ceil(queries / tile) * heads,
  });
  return dq;
}

function keyGradients(
  plan: AttentionPlan,
  given: Given,
): { dk: Tensor; dv: Tensor } {
  const { params, constants, bind: { k, v } } = plan;
  const { tokens, heads } = params;
  const [dk, dv] = [k.gpu.empty(k.shape), v.gpu.empty(v.shape)];
  const rows = workgroupTile(plan);
  if (rows) {
    keyGradientsByTiles(plan, rows, given, { dk, dv });
    return { dk, dv };
  }
  const tile = tileRows(plan, 16);
  k.gpu.run(wgsl({ ...constants, TILE: tile }), "backward_kv", {
    params,
    bind: { ...plan.bind, ...given, dk, dv },
    threads: Math.ceil(tokens / tile) * heads,
  });
  return { dk, dv };
}
