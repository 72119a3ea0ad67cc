/**
 * Heads that turn the hidden states of a sequence into logits of its classes.
 *
 * @module
 */
import type { Random } from "../math/random.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { widen } from "../ops/widen.ts";
import {
  type ActivationName,
  activations,
  type EncoderConfig,
} from "./config.ts";
import { chain, dense, drop, type Layer } from "./layer.ts";
import type { Params } from "./params.ts";

/** Shape of a classification head. */
export interface HeadConfig {
  /** Name of each class, in the order of the logits. */
  readonly labels: readonly string[];
  /** Names of the affine maps' tensors, without `.weight` and `.bias`, first to last. */
  readonly maps: readonly string[];
  /** Non-linearity between the maps; none if absent. */
  readonly activation?: ActivationName | undefined;
  /** Whether the head stands on the encoder's own pooler. */
  readonly pooler: boolean;
  /** Probability of dropout before each map; the encoder's if absent. */
  readonly dropout?: number | undefined;
}

/** AdapterHub's default head: two maps with tanh between, over the first token. */
export function adapterHubHead(labels: readonly string[]): HeadConfig {
  return {
    labels,
    maps: ["heads.1", "heads.4"],
    activation: "tanh",
    pooler: false,
  };
}

/** The head of `BertForSequenceClassification`: one map over the pooler. */
export function bertHead(labels: readonly string[]): HeadConfig {
  return { labels, maps: ["classifier"], pooler: true };
}

/** The head of `RobertaForSequenceClassification`: AdapterHub's under other names. */
export function robertaHead(labels: readonly string[]): HeadConfig {
  const maps = ["classifier.dense", "classifier.out_proj"];
  return { labels, maps, activation: "tanh", pooler: false };
}

/**
 * Builds a head as a layer from first-token states, [sequences, hidden], to
 * logits, [sequences, classes]; all of it in f32, whatever the states are in.
 *
 * @param config Shape of the head.
 * @param encoder Shape of the encoder below.
 * @param params Finds the maps' tensors, and `pooler.dense` if the head uses it.
 * @see AdapterHub adapters 1.2.0, `heads/base.py`, class `ClassificationHead`
 */
export function head(
  config: HeadConfig,
  encoder: EncoderConfig,
  params: Params,
): Layer {
  const layers: Layer[] = [widen];
  const rate = config.dropout ?? encoder.classifier_dropout ??
    encoder.hidden_dropout_prob;
  const affine = (
    name: string,
    [outs, ins]: readonly [number, number],
    activation?: ActivationName,
  ) => {
    const weight = params.get(`${name}.weight`, [outs, ins]);
    const bias = params.has(`${name}.bias`)
      ? params.get(`${name}.bias`, [outs])
      : undefined;
    return dense({ weight, bias }, activation && activations[activation]);
  };
  const { hidden_size: hidden } = encoder;
  if (config.pooler) {
    layers.push(affine("pooler.dense", [hidden, hidden], "tanh"));
  }
  mapShapes(config, hidden).forEach(([name, shape], i, all) => {
    const activation = i < all.length - 1 ? config.activation : undefined;
    layers.push(drop(rate), affine(name, shape, activation));
  });
  return chain(...layers);
}

/**
 * Draws a head's weights: normal with the encoder's deviation; biases zero.
 *
 * @param config Shape of the head.
 * @param encoder Shape of the encoder below.
 * @param random Stream to draw from.
 * @param options `pooler`: whether the encoder lacks the pooler that the head
 * stands on, so that it is drawn as well.
 */
export function drawHead(
  config: HeadConfig,
  encoder: EncoderConfig,
  random: Random,
  { pooler = false }: { pooler?: boolean } = {},
): Weights {
  const { hidden_size: hidden } = encoder;
  const shapes = mapShapes(config, hidden);
  if (pooler) shapes.unshift(["pooler.dense", [hidden, hidden]]);
  const weights = new Map<string, HostTensor>();
  for (const [name, shape] of shapes) {
    const [outs, ins] = shape;
    const data = Float32Array.from(
      { length: outs * ins },
      () => encoder.initializer_range * random.normal(),
    );
    weights.set(`${name}.weight`, { shape, data });
    const bias = new Float32Array(outs);
    weights.set(`${name}.bias`, { shape: [outs], data: bias });
  }
  return weights;
}

/**
 * Name and shape, [outs, ins], of each map: hidden to hidden, the last to classes.
 *
 * @param config Shape of the head.
 * @param hidden Features of a token in the encoder.
 */
export function mapShapes(
  { maps, labels }: HeadConfig,
  hidden: number,
): (readonly [name: string, shape: readonly [number, number]])[] {
  return maps.map((name, i) => {
    const outs = i === maps.length - 1 ? labels.length : hidden;
    return [name, [outs, hidden]];
  });
}
