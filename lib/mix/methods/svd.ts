import type { Weights } from "../../io/safetensors.ts";
import type { LoraConfig } from "../../adapter/config.ts";
import { scalingAt } from "../../adapter/scaling.ts";
import { unscaled } from "../lora_space.ts";
import { factoriseSum } from "../lora_sum.ts";
import type { Mixture } from "../method.ts";

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
  const twice = (module: string) =>
    coefficients.map((value) => value * scalingAt(config, module) ** 2);
  return {
    weights: factoriseSum(adapters, twice),
    config: unscaled(config, 1),
  };
}
