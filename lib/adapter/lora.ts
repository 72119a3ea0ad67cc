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
      const down = dense({
        weight: params.get(`${place}.lora_A`, [config.r, hidden]),
      });
      const up = params.get(`${place}.lora_B`, [hidden, config.r]);
      return beside(base, down, { up, config });
    },
  };
}

/** Whether the adapter works on a projection. */
export function isLoraPlace(
  config: LoraConfig,
  { block, part }: Site<Projection>,
): boolean {
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
  { up, config }: { up: ReturnType<Params["get"]>; config: LoraConfig },
): Layer {
  return (x, batch) => {
    const [y, backBase] = base(x, batch);
    const [dropped, backDropped] = dropout(x, batch.drop(config.dropout));
    const [low, backLow] = down(dropped, batch);
    const [scaled, backScaled] = scale(low, config.alpha / config.r);
    const [out, backUp] = linear(scaled, { weight: up }, y);
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
