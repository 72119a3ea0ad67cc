/**
 * Random initial weights of a whole encoder with its masked-language-model head.
 *
 * @module
 */
import type { Random } from "../math/random.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { type Shape, size } from "../gpu/tensor.ts";
import type { EncoderConfig } from "./config.ts";
import { maskHeadShapes } from "./mask_head.ts";

/**
 * Draws an encoder: matrices and tables normal with the configured deviation,
 * normalisations 1, biases 0.
 *
 * @param config Shape of the encoder.
 * @param random Stream to draw from.
 * @see transformers `BertPreTrainedModel._init_weights`
 */
export function drawEncoder(config: EncoderConfig, random: Random): Weights {
  return new Map(
    [...encoderShapes(config), ...maskHeadShapes(config)]
      .map(([name, shape]): [string, HostTensor] => {
        const draw = drawing(name, config.initializer_range, random);
        const data = Float32Array.from({ length: size(shape) }, draw);
        return [name, { shape, data }];
      }),
  );
}

/** How one element of a tensor is drawn. */
function drawing(name: string, deviation: number, random: Random) {
  if (/(?:LayerNorm|layer_norm)\.weight$/.test(name)) return () => 1;
  if (name.endsWith("bias")) return () => 0;
  return () => deviation * random.normal();
}

/**
 * Names and shapes of an encoder's tensors.
 *
 * @param config Shape of the encoder.
 */
export function encoderShapes(config: EncoderConfig): Map<string, Shape> {
  const { hidden_size: hidden, intermediate_size: inner } = config;
  const shapes = new Map<string, Shape>();
  const table = (name: string, rows: number) =>
    shapes.set(`embeddings.${name}_embeddings.weight`, [rows, hidden]);
  const pair = (name: string, weight: Shape) =>
    shapes.set(`${name}.weight`, weight).set(`${name}.bias`, [weight[0]!]);

  table("word", config.vocab_size);
  table("position", config.max_position_embeddings);
  table("token_type", config.type_vocab_size);
  pair("embeddings.LayerNorm", [hidden]);
  for (let block = 0; block < config.num_hidden_layers; block++) {
    const at = (name: string) => `encoder.layer.${block}.${name}`;
    for (const part of ["query", "key", "value"]) {
      pair(at(`attention.self.${part}`), [hidden, hidden]);
    }
    pair(at("attention.output.dense"), [hidden, hidden]);
    pair(at("attention.output.LayerNorm"), [hidden]);
    pair(at("intermediate.dense"), [inner, hidden]);
    pair(at("output.dense"), [hidden, inner]);
    pair(at("output.LayerNorm"), [hidden]);
  }
  return shapes;
}
