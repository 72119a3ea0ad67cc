/**
 * One transformer block of BERT and RoBERTa: attention, then feed-forward.
 *
 * @module
 */
import { addGradients } from "../ops/add.ts";
import { attention } from "../ops/attention.ts";
import type { Result } from "../ops/op.ts";
import { repeatRows } from "../ops/repeat_rows.ts";
import { takeRows } from "../ops/take_rows.ts";
import { activations, type EncoderConfig } from "./config.ts";
import {
  addNorm,
  dense,
  dropAfter,
  type Join,
  type Layer,
  perceptron,
} from "./layer.ts";
import type { Params } from "./params.ts";
import type { Stage } from "./stage.ts";
import type { Wrapper } from "./wrapper.ts";

/** The stages of a block, by their places in it. */
export const STAGES = {
  attention: 0,
  attentionJoin: 1,
  feedForward: 2,
  feedForwardJoin: 3,
} as const;

/** Number of stages of a block. */
export const STAGES_PER_BLOCK = 4;

/**
 * Builds the four stages of a block, in the order of {@linkcode STAGES}.
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
): Stage[] {
  const parts = layers(index, config, params, wrapper);
  return [
    attends(parts, config),
    joins(parts.attentionJoin),
    (state, batch) => {
      const input = repeatRows(state.x, state.copies);
      const [h, back] = parts.feedForward(input, batch);
      return [
        { x: input, h },
        ({ x, h }) => ({ x: addGradients(x, h && back(h)) }),
      ];
    },
    joins(parts.feedForwardJoin),
  ];
}

/** Self-attention: every token looks for itself, or the chosen ones only. */
function attends(parts: Parts, config: EncoderConfig): Stage {
  return (state, batch, rows) => {
    const x = repeatRows(state.x, state.copies);
    const [input, backInput]: Result = rows ? takeRows(x, rows) : [x, (d) => d];
    const [q, backQ] = parts.query(input, batch);
    const [k, backK] = parts.key(x, batch);
    const [v, backV] = parts.value(x, batch);
    const [context, backContext] = attention(q, k, v, {
      heads: config.num_attention_heads,
      sequences: rows ?? batch.sequences,
      dropout: batch.drop(config.attention_probs_dropout_prob),
    });
    const [h, backH] = parts.attentionOutput(context, batch);

    return [{ x: input, h }, (end) => {
      const dcontext = end.h && backH(end.h);
      const [dq, dk, dv] = dcontext ? backContext(dcontext) : [];
      const dinput = addGradients(end.x, dq && backQ(dq));
      const dx = addGradients(dk && backK(dk), dv && backV(dv));
      return { x: addGradients(dx, dinput && backInput(dinput)) };
    }];
  };
}

/** A join as a stage. */
function joins(join: Join): Stage {
  return ({ x, h, copies }, batch) => {
    const [out, back] = join(h!, x, batch, copies);
    return [{ x: out }, (end) => {
      const { h, input } = back(end.x!);
      return { x: input, h };
    }];
  };
}

/** The layers and joins that the stages are made of. */
interface Parts {
  query: Layer;
  key: Layer;
  value: Layer;
  attentionOutput: Layer;
  attentionJoin: Join;
  feedForward: Layer;
  feedForwardJoin: Join;
}

/** The block's layers, each wrapped as the adapter wants it. */
function layers(
  index: number,
  config: EncoderConfig,
  params: Params,
  wrapper: Wrapper,
): Parts {
  const { hidden_size: hidden, intermediate_size: inner } = config;
  const at = (name: string) => `encoder.layer.${index}.${name}`;
  const affine = (name: string, outs: number, ins: number) => ({
    weight: params.get(at(`${name}.weight`), [outs, ins]),
    bias: params.get(at(`${name}.bias`), [outs]),
  });
  const projection = (part: "query" | "key" | "value") => {
    const base = dense(affine(`attention.self.${part}`, hidden, hidden));
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
    attentionOutput: dropAfter(
      dense(affine("attention.output.dense", hidden, hidden)),
      rate,
    ),
    attentionJoin: join("attention", "attention.output"),
    feedForward: dropAfter(
      perceptron({
        inner: affine("intermediate.dense", inner, hidden),
        activation: activations[hidden_act],
        outer: affine("output.dense", hidden, inner),
      }),
      rate,
    ),
    feedForwardJoin: join("feedForward", "output"),
  };
}
