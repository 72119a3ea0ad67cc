import type { Tensor } from "../gpu/tensor.ts";
import { linear } from "../ops/linear.ts";
import { activations, type EncoderConfig } from "../model/config.ts";
import type { Params } from "../model/params.ts";
import type { Wrapper } from "../model/wrapper.ts";
import { adapterWrapper } from "../adapter/adapter.ts";
import { isPlace, placeName } from "../adapter/bottleneck.ts";
import {
  type AdapterConfig,
  type BottleneckConfig,
  bottleneckWidth,
  isLora,
  type LoraConfig,
} from "../adapter/config.ts";
import { isLoraPlace, loraPlaceName } from "../adapter/lora.ts";
import { rankAt } from "../adapter/scaling.ts";

/** Is shown the input, [..., ins], of an adapter's map, by the name of its matrix. */
export type See = (matrix: string, x: Tensor) => void;

/** Where an adapter sits, and who looks on. */
export interface Watch {
  readonly encoder: EncoderConfig;
  /** Finds the adapter's tensors. */
  readonly params: Params;
  readonly see: See;
}

/**
 * An adapter that shows what goes into each of its linear maps.
 *
 * It works as `adapterWrapper()`'s does; only what its first maps make is
 * calculated once more, to be shown as the input of the second ones.
 *
 * @param config Shape of the adapter.
 * @param watch Where it sits, and who looks on.
 */
export function watchedAdapter(config: AdapterConfig, watch: Watch): Wrapper {
  const plain = adapterWrapper(config, watch.encoder, watch.params);
  return isLora(config)
    ? watchedLora(config, plain, watch)
    : watchedBottleneck(config, plain, watch);
}

function watchedLora(
  config: LoraConfig,
  plain: Wrapper,
  { encoder: { hidden_size: hidden }, params, see }: Watch,
): Wrapper {
  return {
    ...plain,
    projection(site, base) {
      const layer = plain.projection?.(site, base) ?? base;
      if (!isLoraPlace(config, site)) return layer;
      const place = loraPlaceName(site);
      const { r } = rankAt(config, place);
      const weight = params.get(`${place}.lora_A`, [r, hidden]);
      return (x, batch) => {
        see(`${place}.lora_A`, x);
        see(`${place}.lora_B`, linear(x, { weight })[0]);
        return layer(x, batch);
      };
    },
  };
}

function watchedBottleneck(
  config: BottleneckConfig,
  plain: Wrapper,
  { encoder: { hidden_size: hidden }, params, see }: Watch,
): Wrapper {
  return {
    ...plain,
    join(site, base) {
      const join = plain.join?.(site, base) ?? base;
      if (!isPlace(config, site)) return join;
      const width = bottleneckWidth(config, hidden, site.block);
      const at = (name: string) => `${placeName(site)}.${name}`;
      const [down, up] = [at("adapter_down.0.weight"), at("adapter_up.weight")];
      const map = {
        weight: params.get(down, [width, hidden]),
        bias: params.get(at("adapter_down.0.bias"), [width]),
      };
      return (h, input, batch) => {
        const x = inputOf(config, {
          h,
          input,
          normed: () => base(h, input, batch)[0],
        });
        see(down, x);
        const [middle] = linear(x, map);
        see(up, activations[config.non_linearity](middle)[0]);
        return join(h, input, batch);
      };
    },
  };
}

/** What goes into a bottleneck, of what it could be. */
function inputOf(
  { is_parallel, original_ln_before }: BottleneckConfig,
  { h, input, normed }: { h: Tensor; input: Tensor; normed: () => Tensor },
): Tensor {
  if (is_parallel) return input;
  return original_ln_before ? normed() : h;
}
