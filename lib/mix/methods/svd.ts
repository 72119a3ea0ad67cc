import type { Weights } from "../../io/safetensors.ts";
import type { LoraConfig } from "../../adapter/config.ts";
import { scalingAt } from "../../adapter/scaling.ts";
import { deltaWeights } from "../delta_weights.ts";
import { factorise, scaled, unscaled } from "../lora_space.ts";
import type { Mixture } from "../method.ts";
import { linear } from "./linear.ts";

/**
 * The sum of what LoRAs add to the weights, cut back to their rank, as PEFT has it.
 *
 * PEFT multiplies coefficients with the scaling, and then takes updates that are
 * scaled already: the scaling enters twice, which is harmless at 1 only. Average in
 * delta space counts it once.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options `coefficients`, a number for each; `config`, the shape of all.
 * @returns Weights of the members' rank, and their shape with a scaling of 1.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see PEFT, `tuners/lora/model.py`, `add_weighted_adapter`, "svd"
 */
export function svd(
  adapters: readonly Weights[],
  { coefficients, config }: {
    readonly coefficients: readonly number[];
    readonly config: LoraConfig;
  },
): Mixture {
  const sum = linear(adapters.map(deltaWeights), { coefficients });
  const twice = scaled(sum, (module) => scalingAt(config, module) ** 2);
  return {
    weights: factorise(twice, adapters[0]!),
    config: unscaled(config, 1),
  };
}
