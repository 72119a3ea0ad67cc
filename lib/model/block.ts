/**
 * One transformer block of BERT and RoBERTa: attention, then feed-forward.
 *
 * @module
 */
import type { Tensor } from "../gpu/tensor.ts";
import { addGradients } from "../ops/add.ts";
import { attention } from "../ops/attention.ts";
import type { Result } from "../ops/op.ts";
import { type RowChoice, takeRows } from "../ops/take_rows.ts";
import type { Batch } from "./batch.ts";
import { activations, type EncoderConfig } from "./config.ts";
import { addNorm, chain, dense, drop, type Join, type Layer } from "./layer.ts";
import type { Params } from "./params.ts";
import type { Wrapper } from "./wrapper.ts";

/** A block; with `rows`, it gives its output for those tokens only. */
export type Block = (x: Tensor, batch: Batch, rows?: RowChoice) => Result;

/**
 * Builds a block.
 *
 * @param index Number of the block, from 0.
 * @param config Shape of the encoder.
 * @param params Finds `encoder.layer.{index}...`.
 * @param wrapper Adapter that wraps some of the block's layers.
 */
export function block(
  index: number,
  config: EncoderConfig,
  params: Params,
  wrapper: Wrapper,
): Block {
  const parts = layers(index, config, params, wrapper);
  const heads = config.num_attention_heads;

  return (x, batch, rows) => {
    const [input, backInput]: Result = rows ? takeRows(x, rows) : [x, (d) => d];
    const [q, backQ] = parts.query(input, batch);
    const [k, backK] = parts.key(x, batch);
    const [v, backV] = parts.value(x, batch);
    const [context, backContext] = attention(q, k, v, {
      heads,
      offsets: batch.starts,
      sequenceOf: batch.sequenceOf,
      longest: batch.longest,
      queries: rows,
      dropout: batch.drop(config.attention_probs_dropout_prob),
    });
    const [h, backH] = parts.attentionOutput(context, batch);
    const [middle, backMiddle] = parts.attentionJoin(h, input, batch);
    const [g, backG] = parts.feedForward(middle, batch);
    const [out, backOut] = parts.feedForwardJoin(g, middle, batch);

    return [out, (dout) => {
      const end = backOut(dout);
      const dmiddle = addGradients(end.input, end.h && backG(end.h));
      if (!dmiddle) return undefined;
      const start = backMiddle(dmiddle);
      const dcontext = start.h && backH(start.h);
      const [dq, dk, dv] = dcontext ? backContext(dcontext) : [];
      const dinput = addGradients(start.input, dq && backQ(dq));
      const dx = addGradients(dk && backK(dk), dv && backV(dv));
      return addGradients(dx, dinput && backInput(dinput));
    }];
  };
}

/** The block's layers, each wrapped as the adapter wants it. */
function layers(
  index: number,
  config: EncoderConfig,
  params: Params,
  wrapper: Wrapper,
): {
  query: Layer;
  key: Layer;
  value: Layer;
  attentionOutput: Layer;
  attentionJoin: Join;
  feedForward: Layer;
  feedForwardJoin: Join;
} {
  const { hidden_size: hidden, intermediate_size: inner } = config;
  const at = (name: string) => `encoder.layer.${index}.${name}`;
  const affine = (name: string, outs: number, ins: number) =>
    dense({
      weight: params.get(at(`${name}.weight`), [outs, ins]),
      bias: params.get(at(`${name}.bias`), [outs]),
    });
  const projection = (part: "query" | "key" | "value") => {
    const base = affine(`attention.self.${part}`, hidden, hidden);
    return wrapper.projection?.({ block: index, part }, base) ?? base;
  };
  const join = (part: "attention" | "feedForward", name: string) => {
    const base = addNorm({
      weight: params.get(at(`${name}.LayerNorm.weight`), [hidden]),
      bias: params.get(at(`${name}.LayerNorm.bias`), [hidden]),
      eps: config.layer_norm_eps,
    });
    return wrapper.join?.({ block: index, part }, base) ?? base;
  };
  const { hidden_dropout_prob: rate, hidden_act } = config;
  return {
    query: projection("query"),
    key: projection("key"),
    value: projection("value"),
    attentionOutput: chain(
      affine("attention.output.dense", hidden, hidden),
      drop(rate),
    ),
    attentionJoin: join("attention", "attention.output"),
    feedForward: chain(
      affine("intermediate.dense", inner, hidden),
      activations[hidden_act],
      affine("output.dense", hidden, inner),
      drop(rate),
    ),
    feedForwardJoin: join("feedForward", "output"),
  };
}
