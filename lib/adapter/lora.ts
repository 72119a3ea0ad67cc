/**
 * Low-rank adapters: y = W x + b + (alpha / r) B A x beside attention projections.
 *
 * @module
 */
import type { Layer } from "../model/layer.ts";
import { dense } from "../model/layer.ts";
import type { Params } from "../model/params.ts";
import type { Projection, Site, Wrapper } from "../model/wrapper.ts";
import { addGradients } from "../ops/add.ts";
import { dropout } from "../ops/dropout.ts";
import { linear } from "../ops/linear.ts";
import { scale } from "../ops/scale.ts";
import type { LoraConfig } from "./config.ts";
import { rankAt, scalingAt } from "./scaling.ts";

/**
 * Builds a LoRA adapter.
 *
 * @param config Shape of the adapter.
 * @param hidden Features of a token in the encoder.
 * @param params Finds `{place}.lora_A` [r, hidden] and `{place}.lora_B` [hidden, r].
 * @see Hu et al. 2022, arXiv:2106.09685, section 4.1
 */
export function loraAdapter(
  config: LoraConfig,
  hidden: number,
  params: Params,
): Wrapper {
  return {
    projection(site, base) {
      if (!isLoraPlace(config, site)) return base;
      const place = loraPlaceName(site);
      const { r } = rankAt(config, place);
      const down = dense({
        weight: params.get(`${place}.lora_A`, [r, hidden]),
      });
      const up = params.get(`${place}.lora_B`, [hidden, r]);
      const scaling = scalingAt(config, place);
      return beside(base, down, { up, scaling, rate: config.dropout });
    },
  };
}

/** Whether the adapter works on a projection. */
export function isLoraPlace(
  config: LoraConfig,
  { block, part }: Site<Projection>,
): boolean {
  if (config.modules) {
    return Object.hasOwn(config.modules, loraPlaceName({ block, part }));
  }
  const letter = part.slice(0, 1) as "q" | "k" | "v";
  return !config.leave_out.includes(block) &&
    config.attn_matrices.includes(letter);
}

/** Name of a projection's tensors, up to LoRA's own part. */
export function loraPlaceName({ block, part }: Site<Projection>): string {
  return `encoder.layer.${block}.attention.self.${part}`;
}

function beside(
  base: Layer,
  down: Layer,
  { up, scaling, rate }: {
    up: ReturnType<Params["get"]>;
    scaling: number;
    rate: number;
  },
): Layer {
  return (x, batch) => {
    const [y, backBase] = base(x, batch);
    const [dropped, backDropped] = dropout(x, batch.drop(rate));
    const [low, backLow] = down(dropped, batch);
    const [scaled, backScaled] = scale(low, scaling);
    const [out, backUp] = linear(scaled, { weight: up }, { residual: y });
    return [out, (dout) => {
      const dscaled = backUp(dout);
      const dlow = dscaled && backScaled(dscaled);
      const ddropped = dlow && backLow(dlow);
      return addGradients(
        y.tracked ? backBase(dout) : undefined,
        ddropped && backDropped(ddropped),
      );
    }];
  };
}
