/**
 * The masked-language-model heads of BERT and RoBERTa.
 *
 * @module
 */
import { activations, type EncoderConfig } from "./config.ts";
import { chain, dense, type Layer, norm } from "./layer.ts";
import type { Params } from "./params.ts";

/** Names of a masked-language-model head's tensors, by kind of model. */
const NAMES = {
  bert: {
    dense: "cls.predictions.transform.dense",
    norm: "cls.predictions.transform.LayerNorm",
    bias: "cls.predictions.bias",
  },
  roberta: {
    dense: "lm_head.dense",
    norm: "lm_head.layer_norm",
    bias: "lm_head.bias",
  },
} as const;

/**
 * Shapes of the head's own tensors; its last map is the table of words.
 *
 * @param config Shape of the encoder.
 */
export function maskHeadShapes(
  config: EncoderConfig,
): Map<string, readonly number[]> {
  const { hidden_size: hidden, vocab_size } = config;
  const names = NAMES[config.model_type];
  return new Map<string, readonly number[]>([
    [`${names.dense}.weight`, [hidden, hidden]],
    [`${names.dense}.bias`, [hidden]],
    [`${names.norm}.weight`, [hidden]],
    [`${names.norm}.bias`, [hidden]],
    [names.bias, [vocab_size]],
  ]);
}

/**
 * Builds the head as a layer from hidden states, [rows, hidden], to logits of
 * the whole vocabulary, [rows, vocabulary].
 *
 * @param config Shape of the encoder.
 * @param params Finds the head's tensors and the table of words.
 */
export function maskHead(config: EncoderConfig, params: Params): Layer {
  const { hidden_size: hidden, vocab_size } = config;
  const names = NAMES[config.model_type];
  const words = "embeddings.word_embeddings.weight";
  return chain(
    dense({
      weight: params.get(`${names.dense}.weight`, [hidden, hidden]),
      bias: params.get(`${names.dense}.bias`, [hidden]),
    }, activations[config.hidden_act]),
    norm({
      weight: params.get(`${names.norm}.weight`, [hidden]),
      bias: params.get(`${names.norm}.bias`, [hidden]),
      eps: config.layer_norm_eps,
    }),
    dense({
      weight: params.get(words, [vocab_size, hidden]),
      bias: params.get(names.bias, [vocab_size]),
    }),
  );
}
