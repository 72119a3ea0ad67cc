import type { Weights } from "../io/safetensors.ts";
import { isLora } from "../adapter/config.ts";
import { moduleOf, scalingAt } from "../adapter/scaling.ts";
import { aligned } from "./aligned.ts";
import { scaled, unscaled } from "./lora_space.ts";
import type { Method, TensorMethod } from "./method.ts";
import { linear } from "./methods/linear.ts";
import { type Tensorwise, tensorwise } from "./tensorwise.ts";

/**
 * A method of PEFT's that works on each tensor by itself.
 *
 * In factor space, a LoRA's coefficient times its scaling is shared between its
 * factors by a square root, with the sign at A, and the mixture's scaling is 1. So
 * `linear` of k copies at 1 / k gives k times what one adds to the weights, where
 * AdapterHub's average gives it once. One adapter alone is mixed by `linear`. In
 * delta space, and for bottlenecks, coefficients are taken as they are.
 *
 * @param mix Mixes tensors.
 * @param about What is usual.
 * @see PEFT, `tuners/lora/model.py`, `add_weighted_adapter`
 */
export function peft(
  mix: TensorMethod,
  about: Omit<Tensorwise, "needs">,
): Method {
  const careful: TensorMethod = (gpu, adapters, options) =>
    adapters.length === 1
      ? linear(adapters, options)
      : mix(gpu, adapters, options);
  const plain = tensorwise(careful, about);
  return {
    ...plain,
    async mix(gpu, members, options) {
      const { adapters, config } = members;
      if (!isLora(config) || options.space === "delta") {
        return await plain.mix(gpu, members, options);
      }
      const { coefficients } = options;
      const roots = coefficients.map((value) => Math.sqrt(Math.abs(value)));
      const signed = roots.map((root, i) => root * Math.sign(coefficients[i]!));
      const mixPart = async (factor: string, coefficients: number[]) => {
        const parts = adapters.map((weights) => only(weights, factor));
        return [...await careful(gpu, parts, { ...options, coefficients })];
      };
      const mixed = new Map([
        ...await mixPart("lora_A", signed),
        ...await mixPart("lora_B", roots),
      ]);
      const weights = new Map(
        aligned(adapters).map(([name]) => [name, mixed.get(name)!]),
      );
      return {
        weights: scaled(
          weights,
          (name) => Math.sqrt(scalingAt(config, moduleOf(name))),
        ),
        config: unscaled(config, 1),
      };
    },
  };
}

/** The tensors of one factor. */
function only(weights: Weights, factor: string): Weights {
  return new Map([...weights].filter(([name]) => name.includes(`.${factor}`)));
}
