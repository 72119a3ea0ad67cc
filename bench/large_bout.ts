/**
 * A made-up model of RoBERTa-large's shape, its adapter and a batch.
 *
 * @module
 */
import { random } from "../lib/math/random.ts";
import type { HostTensor, Weights } from "../lib/io/safetensors.ts";
import { drawAdapter } from "../lib/adapter/adapter.ts";
import { kinds } from "../lib/adapter/kinds.ts";
import { size } from "../lib/gpu/tensor.ts";
import { type EncoderConfig, parseConfig } from "../lib/model/config.ts";
import { encoderShapes } from "../lib/model/draw.ts";
import { adapterHubHead, drawHead } from "../lib/model/head.ts";
import { defaults, presets } from "../lib/train/settings.ts";
import { scattered } from "./numbers.ts";
import type { Bout } from "./step_bout.ts";

/** How much of RoBERTa-large, and of data. */
export interface LargeSizes {
  /** Blocks; the model itself has 24. */
  readonly layers: number;
  /** Sequences of the batch. */
  readonly sequences: number;
  /** Tokens of each; 128 if absent. */
  readonly tokens?: number;
  /** Rows of the word table; RoBERTa's 50,265 if absent. */
  readonly vocabulary?: number;
  /** Rate of all dropouts; none if absent. */
  readonly dropout?: number;
}

/** Factor that gives scattered numbers the deviation of new weights, 0.02. */
const SPREAD = 0.02 * Math.sqrt(12);

/**
 * Draws a bout: blocks of 1024, 16 heads, inner 4096, sequences of 128 tokens,
 * a Pfeiffer adapter of width 64, two classes.
 *
 * All blocks have the weights of the first one, as drawing 300 million of them
 * would take longer than the measurement; on the device each has its own.
 *
 * @param sizes How much of it.
 */
export function drawLargeBout(sizes: LargeSizes): Bout {
  const { sequences, tokens = 128, vocabulary = 50_265 } = sizes;
  const config = largeConfig(sizes);
  const single = { ...config, num_hidden_layers: 1 };
  const stream = random(1, "bench");
  const { width, learningRate, weightDecay } = presets["roberta-large"];
  const adapter = kinds.pfeiffer({ hidden: config.hidden_size, width });
  const head = adapterHubHead(["0", "1"]);
  return {
    config,
    adapter,
    head,
    settings: {
      ...defaults,
      learningRate,
      weightDecay,
      batchSize: sequences,
      shuffle: false,
    },
    frozen: repeated(scatteredWeights(single), sizes.layers),
    trained: new Map([
      ...repeated(drawAdapter(adapter, single, stream), sizes.layers),
      ...drawHead(head, config, stream),
    ]),
    encoded: Array.from({ length: sequences }, (_, index) => ({
      ids: Array.from({ length: tokens }, () => stream.integer(vocabulary)),
      types: new Array<number>(tokens).fill(0),
      label: index % 2,
      index,
    })),
  };
}

/** RoBERTa-large's `config.json`, but for what the sizes say. */
function largeConfig(
  { layers, vocabulary = 50_265, dropout = 0 }: LargeSizes,
): EncoderConfig {
  return parseConfig({
    model_type: "roberta",
    vocab_size: vocabulary,
    hidden_size: 1024,
    num_hidden_layers: layers,
    num_attention_heads: 16,
    intermediate_size: 4096,
    hidden_dropout_prob: dropout,
    attention_probs_dropout_prob: dropout,
    max_position_embeddings: 514,
    type_vocab_size: 1,
    layer_norm_eps: 1e-5,
    pad_token_id: 1,
  }, "bench");
}

/** An encoder's weights, quickly made: normalisations 1, biases 0. */
function scatteredWeights(config: EncoderConfig): Weights {
  const weights = new Map<string, HostTensor>();
  for (const [name, shape] of encoderShapes(config)) {
    const count = size(shape);
    const data = name.endsWith("LayerNorm.weight")
      ? new Float32Array(count).fill(1)
      : name.endsWith("bias")
      ? new Float32Array(count)
      : scattered(count, weights.size).map((v) => SPREAD * v);
    weights.set(name, { shape, data });
  }
  return weights;
}

/** Gives every block the tensors of the first one, without a copy. */
function repeated(weights: Weights, layers: number): Weights {
  const all = new Map(weights);
  for (const [name, tensor] of weights) {
    if (!name.startsWith("encoder.layer.0.")) continue;
    for (let block = 1; block < layers; block++) {
      all.set(name.replace(".0.", `.${block}.`), tensor);
    }
  }
  return all;
}
