import type { Matrix } from "../../math/linear_algebra.ts";
import type { HostTensor, Weights } from "../../io/safetensors.ts";
import type { LoraConfig } from "../../adapter/config.ts";
import { moduleOf, scalingAt } from "../../adapter/scaling.ts";
import { aligned } from "../aligned.ts";
import { abreast, stacked } from "../joined_matrices.ts";
import { unscaled } from "../lora_space.ts";
import type { Mixture } from "../method.ts";

/**
 * The exact sum of what LoRAs add to the weights, each times its coefficient, as
 * one LoRA whose rank is the sum of theirs and whose scaling is 1.
 *
 * A is the rows of all A, times coefficient and scaling; B the columns of all B.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options `coefficients`, a number for each; `config`, the shape of all.
 * @returns Weights and shape of the mixture.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see PEFT, `tuners/lora/model.py`, `add_weighted_adapter`, "cat"
 */
export function cat(
  adapters: readonly Weights[],
  { coefficients, config }: {
    readonly coefficients: readonly number[];
    readonly config: LoraConfig;
  },
): Mixture {
  const weights = new Map(
    aligned(adapters).map(([name]): [string, HostTensor] => {
      const parts = adapters.map((weights) => weights.get(name)!);
      if (!name.includes(".lora_A")) return [name, tensorOf(abreast(parts))];
      const scaling = scalingAt(config, moduleOf(name));
      const factors = coefficients.map((c) => c * scaling);
      return [name, tensorOf(stacked(parts, factors))];
    }),
  );
  return { weights, config: unscaled(config, adapters.length) };
}

/** A matrix, rounded to float32. */
function tensorOf({ rows, cols, data }: Matrix): HostTensor {
  return { shape: [rows, cols], data: Float32Array.from(data) };
}
