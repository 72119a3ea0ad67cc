/**
 * Bottleneck adapters, up(f(down(x))): Houlsby's, Pfeiffer's and parallel ones.
 *
 * @module
 */
import type { Tensor } from "../gpu/tensor.ts";
import { activations } from "../model/config.ts";
import { chain, drop, type Join, perceptron } from "../model/layer.ts";
import type { Batch } from "../model/batch.ts";
import type { Params } from "../model/params.ts";
import type { Site, Sublayer, Wrapper } from "../model/wrapper.ts";
import { add, addGradients } from "../ops/add.ts";
import { feedForward } from "../ops/feed_forward.ts";
import type { Result } from "../ops/op.ts";
import { repeatRows } from "../ops/repeat_rows.ts";
import { scale } from "../ops/scale.ts";
import { type BottleneckConfig, bottleneckWidth } from "./config.ts";

/** Adds the bottleneck of the first tensor to the second; two gradients back. */
type Bottleneck = (x: Tensor, h: Tensor, batch: Batch) => Result;

/**
 * Builds a bottleneck adapter.
 *
 * @param config Shape of the adapter.
 * @param hidden Features of a token in the encoder.
 * @param params Finds `{place}.adapter_down.0.weight` [width, hidden] and the like.
 * @see AdapterHub adapters 1.2.0, `methods/modeling.py`, class `Adapter`
 */
export function bottleneckAdapter(
  config: BottleneckConfig,
  hidden: number,
  params: Params,
): Wrapper {
  return {
    join(site, base) {
      if (!isPlace(config, site)) return base;
      const b = bottleneck(config, hidden, params, site);
      if (config.is_parallel) return beside(b, base);
      return config.original_ln_before
        ? afterNorm(b, base)
        : beforeNorm(b, base);
    },
  };
}

/** Whether the adapter has a bottleneck at a site. */
export function isPlace(
  config: BottleneckConfig,
  { block, part }: Site<Sublayer>,
): boolean {
  if (config.leave_out.includes(block)) return false;
  return part === "attention" ? config.mh_adapter : config.output_adapter;
}

/** Name of a site's tensors, up to the bottleneck's own part. */
export function placeName({ block, part }: Site<Sublayer>): string {
  const sublayer = part === "attention" ? "attention.output" : "output";
  return `encoder.layer.${block}.${sublayer}`;
}

/** Parallel to the sublayer: join(h + b(input), input). */
function beside(b: Bottleneck, base: Join): Join {
  return (h, shared, batch, copies) => {
    const input = repeatRows(shared, copies);
    const [z, backZ] = b(input, repeatRows(h, copies), batch);
    const [out, back] = base(z, input, batch);
    return [out, (dout) => {
      const { h: dz, input: dinput } = back(dout);
      return {
        h: h.tracked ? dz : undefined,
        input: addGradients(dinput, dz && backZ(dz)),
      };
    }];
  };
}

/** Houlsby's: join(h + b(h), input). */
function beforeNorm(b: Bottleneck, base: Join): Join {
  return (shared, input, batch, copies) => {
    const h = repeatRows(shared, copies);
    const [z, backZ] = b(h, h, batch);
    const [out, back] = base(z, repeatRows(input, copies), batch);
    return [out, (dout) => {
      const { h: dz, input: dinput } = back(dout);
      const dh = h.tracked ? dz : undefined;
      return { h: addGradients(dh, dz && backZ(dz)), input: dinput };
    }];
  };
}

/** Pfeiffer's: join(h + b(join(h, input)), input), with the same join twice. */
function afterNorm(b: Bottleneck, base: Join): Join {
  return (h, input, batch, copies) => {
    // The first join knows nothing of the adapter: copies share its outcome too.
    const [first, backFirst] = base(h, input, batch);
    const [x, residual] = [repeatRows(first, copies), repeatRows(h, copies)];
    const [z, backZ] = b(x, residual, batch);
    const [out, back] = base(z, repeatRows(input, copies), batch);
    return [out, (dout) => {
      // h and input are each used twice, so each gradient has two terms.
      const { h: dz, input: dinput } = back(dout);
      const dfirst = dz && backZ(dz);
      const below = dfirst && backFirst(dfirst);
      return {
        h: addGradients(h.tracked ? dz : undefined, below?.h),
        input: addGradients(dinput, below?.input),
      };
    }];
  };
}

function bottleneck(
  config: BottleneckConfig,
  hidden: number,
  params: Params,
  site: Site<Sublayer>,
): Bottleneck {
  const width = bottleneckWidth(config, hidden, site.block);
  const at = (name: string) => `${placeName(site)}.${name}`;
  const maps = {
    inner: {
      weight: params.get(at("adapter_down.0.weight"), [width, hidden]),
      bias: params.get(at("adapter_down.0.bias"), [width]),
    },
    activation: activations[config.non_linearity],
    outer: {
      weight: params.get(at("adapter_up.weight"), [hidden, width]),
      bias: params.get(at("adapter_up.bias"), [hidden]),
    },
  };
  if (config.scaling === 1 && config.dropout === 0) {
    return (x, h) => feedForward(x, maps, h);
  }
  const delta = chain(
    perceptron(maps),
    drop(config.dropout),
    (x) => scale(x, config.scaling),
  );
  return (x, h, batch) => {
    const [out, back] = delta(x, batch);
    return [add(h, out), back];
  };
}
