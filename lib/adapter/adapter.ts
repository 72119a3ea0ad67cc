/**
 * What an adapter is on the host, and how it becomes part of an encoder.
 *
 * @module
 */
import type { Random } from "../math/random.ts";
import type { HostTensor, Weights } from "../io/safetensors.ts";
import { type Shape, size } from "../gpu/tensor.ts";
import type { EncoderConfig } from "../model/config.ts";
import type { HeadConfig } from "../model/head.ts";
import type { Params } from "../model/params.ts";
import type { Projection, Sublayer, Wrapper } from "../model/wrapper.ts";
import { bottleneckAdapter, isPlace, placeName } from "./bottleneck.ts";
import { type AdapterConfig, bottleneckWidth, isLora } from "./config.ts";
import { isLoraPlace, loraAdapter, loraPlaceName } from "./lora.ts";
import { rankAt } from "./scaling.ts";

/** A head and its weights, under the names of `config.maps`. */
export interface AdapterHead {
  readonly config: HeadConfig;
  readonly weights: Weights;
}

/** An adapter on the host, with or without a head. */
export interface Adapter {
  /** Name that its files give it. */
  readonly name: string;
  /** Shape; absent if there is a head only. */
  readonly config?: AdapterConfig;
  /** Weights, e.g. `encoder.layer.0.output.adapter_up.bias`; none for a head only. */
  readonly weights: Weights;
  readonly head?: AdapterHead;
  /** Model that it was made for. */
  readonly model: ModelIdentity;
  /** What its writer added: seeds, data set, hash of the initial weights. */
  readonly metadata: Readonly<Record<string, string>>;
  /** What only PEFT's files say; absent if its files are in AdapterHub's layout. */
  readonly peft?: PeftSource;
}

/** What a directory in PEFT's layout says beyond what an adapter is here. */
export interface PeftSource {
  /** Its `adapter_config.json`; absent if it has none, so that alpha is not known. */
  readonly stated?: Readonly<Record<string, unknown>>;
}

/** What an adapter's files say of its model. */
export interface ModelIdentity {
  /** Hugging Face's `model_type`, e.g. `roberta`; empty if they do not say. */
  readonly type: string;
  readonly hidden: number;
  /** Name or path that the model was loaded from. */
  readonly name: string;
  /** Hugging Face class, e.g. `RobertaModel`. */
  readonly class: string;
  /** What names of its tensors start with in files; `{type}.` if absent. */
  readonly prefix?: string;
}

/** What of an encoder's shape decides the shapes of its adapters. */
export type EncoderSize = Pick<
  EncoderConfig,
  "hidden_size" | "num_hidden_layers"
>;

/**
 * Puts an adapter into an encoder.
 *
 * @param config Shape of the adapter; without one, the encoder stays as it is.
 * @param encoder Shape of the encoder.
 * @param params Finds the adapter's tensors.
 */
export function adapterWrapper(
  config: AdapterConfig | undefined,
  encoder: EncoderConfig,
  params: Params,
): Wrapper {
  if (!config) return {};
  const { hidden_size: hidden } = encoder;
  return isLora(config)
    ? loraAdapter(config, hidden, params)
    : bottleneckAdapter(config, hidden, params);
}

/**
 * Names and shapes of an adapter's tensors, block by block.
 *
 * @param config Shape of the adapter.
 * @param encoder Size of the encoder.
 */
export function adapterShapes(
  config: AdapterConfig,
  encoder: EncoderSize,
): Map<string, Shape> {
  const { hidden_size: hidden, num_hidden_layers } = encoder;
  const shapes = new Map<string, Shape>();
  for (let block = 0; block < num_hidden_layers; block++) {
    if (isLora(config)) {
      for (const part of ["query", "key", "value"] satisfies Projection[]) {
        if (!isLoraPlace(config, { block, part })) continue;
        const place = loraPlaceName({ block, part });
        const { r } = rankAt(config, place);
        shapes.set(`${place}.lora_A`, [r, hidden]);
        shapes.set(`${place}.lora_B`, [hidden, r]);
      }
      continue;
    }
    const width = bottleneckWidth(config, hidden, block);
    for (const part of ["attention", "feedForward"] satisfies Sublayer[]) {
      if (!isPlace(config, { block, part })) continue;
      const place = placeName({ block, part });
      shapes.set(`${place}.adapter_down.0.weight`, [width, hidden]);
      shapes.set(`${place}.adapter_down.0.bias`, [width]);
      shapes.set(`${place}.adapter_up.weight`, [hidden, width]);
      shapes.set(`${place}.adapter_up.bias`, [hidden]);
    }
  }
  return shapes;
}

/**
 * Draws an adapter's initial weights as AdapterHub does.
 *
 * `bert`: weights normal with deviation 0.02, biases 0. `houlsby`: normal with
 * deviation 0.01 cut at two deviations. `mam_adapter` and `lora`: the first map
 * uniform within 1 / sqrt(its inputs), the second one 0.
 *
 * @param config Shape of the adapter.
 * @param encoder Size of the encoder.
 * @param random Stream to draw from; the same one for every adapter of a study.
 */
export function drawAdapter(
  config: AdapterConfig,
  encoder: EncoderSize,
  random: Random,
): Weights {
  const weights = new Map<string, HostTensor>();
  for (const [name, shape] of adapterShapes(config, encoder)) {
    const draw = drawing(config.init_weights, name, shape, random);
    const data = Float32Array.from({ length: size(shape) }, draw);
    weights.set(name, { shape, data });
  }
  return weights;
}

/** How one element of a tensor is drawn. */
function drawing(
  rule: AdapterConfig["init_weights"],
  name: string,
  shape: Shape,
  random: Random,
): () => number {
  if (name.endsWith(".bias")) return () => 0;
  if (rule === "bert") return () => 0.02 * random.normal();
  if (rule === "houlsby") {
    return () => {
      let value = random.normal();
      while (Math.abs(value) > 2) value = random.normal();
      return 0.01 * value;
    };
  }
  const first = name.endsWith("adapter_down.0.weight") ||
    name.endsWith("lora_A");
  const bound = 1 / Math.sqrt(shape[1] ?? 1);
  return () => first ? bound * (2 * random.uniform() - 1) : 0;
}
