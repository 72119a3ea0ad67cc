/**
 * A made-up model, adapter and batch, for steps of training.
 *
 * @module
 */
import { random } from "../lib/math/random.ts";
import type { HostTensor, Weights } from "../lib/io/safetensors.ts";
import type { Encoded } from "../lib/text/batches.ts";
import { drawAdapter } from "../lib/adapter/adapter.ts";
import type { AdapterConfig } from "../lib/adapter/config.ts";
import { kinds } from "../lib/adapter/kinds.ts";
import {
  type EncoderConfig,
  firstPosition,
  parseConfig,
} from "../lib/model/config.ts";
import { drawEncoder } from "../lib/model/draw.ts";
import {
  adapterHubHead,
  drawHead,
  type HeadConfig,
} from "../lib/model/head.ts";
import { defaults, type TrainSettings } from "../lib/train/settings.ts";

/** All that a step needs. */
export interface Bout {
  readonly config: EncoderConfig;
  readonly adapter: AdapterConfig;
  readonly head: HeadConfig;
  readonly settings: TrainSettings;
  /** The encoder's weights. */
  readonly frozen: Weights;
  /** The adapter's and the head's weights. */
  readonly trained: Weights;
  /** The sequences, all of one length. */
  readonly encoded: readonly Encoded[];
  /** Most tokens in one pass through the network; the training's own if absent. */
  readonly tokenBudget?: number;
}

const SEQUENCES = 32;
const TOKENS = 64;
const VOCABULARY = 1000;

/**
 * Draws a bout: 2 blocks of 128, inner 512, 32 sequences of 64 tokens, a
 * Pfeiffer adapter of width 32, two classes, no dropout.
 *
 * Weights are larger than a new model's, so that gradients are no rounding errors.
 */
export function drawBout(): Bout {
  const config = parseConfig({
    model_type: "bert",
    vocab_size: VOCABULARY,
    hidden_size: 128,
    num_hidden_layers: 2,
    num_attention_heads: 2,
    intermediate_size: 512,
    hidden_dropout_prob: 0,
    attention_probs_dropout_prob: 0,
    max_position_embeddings: TOKENS,
    type_vocab_size: 1,
    initializer_range: 0.1,
  }, "bench");
  const stream = random(1, "bench");
  const adapter = kinds.pfeiffer({ hidden: config.hidden_size, width: 32 });
  const head = adapterHubHead(["0", "1"]);
  const encoded = Array.from({ length: SEQUENCES }, (_, index) => ({
    ids: Array.from({ length: TOKENS }, () => stream.integer(VOCABULARY)),
    types: new Array<number>(TOKENS).fill(0),
    label: stream.integer(2),
    index,
  }));
  return {
    config,
    adapter,
    head,
    settings: { ...defaults, learningRate: 1e-3, shuffle: false },
    frozen: drawEncoder(config, stream),
    trained: new Map([
      ...drawAdapter(adapter, config, stream),
      ...drawHead(head, config, stream),
    ]),
    encoded,
  };
}

/**
 * The normalised sums of embeddings, [sequences * tokens, hidden], in float64.
 *
 * @param bout The bout; types are all 0 and the normalisation is a new one.
 */
export function embeddings({ config, frozen, encoded }: Bout): HostTensor {
  const { hidden_size: hidden, layer_norm_eps } = config;
  const row = (name: string, at: number) =>
    frozen.get(`embeddings.${name}_embeddings.weight`)!.data
      .subarray(at * hidden, (at + 1) * hidden);
  const type = row("token_type", 0);
  const all = encoded.flatMap(({ ids }) =>
    [...ids].flatMap((id, place) => {
      const position = row("position", firstPosition(config) + place);
      const sum = Float64Array.from(row("word", id), (v, i) =>
        v + position[i]! + type[i]!);
      const mean = sum.reduce((a, b) =>
        a + b
      ) / hidden;
      const variance = sum.reduce((a, b) => a + (b - mean) ** 2, 0) / hidden;
      return [
        ...sum.map((v) => (v - mean) / Math.sqrt(variance + layer_norm_eps)),
      ];
    })
  );
  return { shape: [all.length / hidden, hidden], data: Float32Array.from(all) };
}
