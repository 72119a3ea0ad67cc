import type { HostTensor, Weights } from "../../io/safetensors.ts";
import type { LoraConfig } from "../../adapter/config.ts";
import { moduleOf, scalingAt } from "../../adapter/scaling.ts";
import { aligned } from "../aligned.ts";
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
      if (!name.includes(".lora_A")) return [name, abreast(parts)];
      const scaling = scalingAt(config, moduleOf(name));
      return [name, stacked(parts, coefficients.map((c) => c * scaling))];
    }),
  );
  return { weights, config: unscaled(config, adapters.length) };
}

/** Matrices one below the other, each times its factor. */
function stacked(
  parts: readonly HostTensor[],
  factors: readonly number[],
): HostTensor {
  const [{ shape: [rows = 0, cols = 0] }] = parts as [HostTensor];
  const data = new Float32Array(parts.length * rows * cols);
  parts.forEach((part, at) => {
    const factor = factors[at]!;
    data.set(part.data.map((value) => factor * value), at * rows * cols);
  });
  return { shape: [parts.length * rows, cols], data };
}

/** Matrices one beside the other. */
function abreast(parts: readonly HostTensor[]): HostTensor {
  const [{ shape: [rows = 0, cols = 0] }] = parts as [HostTensor];
  const width = parts.length * cols;
  const data = new Float32Array(rows * width);
  parts.forEach((part, at) => {
    for (let row = 0; row < rows; row++) {
      const own = part.data.subarray(row * cols, (row + 1) * cols);
      data.set(own, row * width + at * cols);
    }
  });
  return { shape: [rows, width], data };
}
