import { inputError } from "../io/failure.ts";
import { expectLora, inDeltaSpace } from "./lora_space.ts";
import { factoriseSum } from "./lora_sum.ts";
import type { Method, TensorMethod, TensorOptions } from "./method.ts";

/** What is usual of a method, what it needs, and where it works. */
export interface Tensorwise extends Omit<Method, "mix"> {
  /** Whether it can mix products too, or factors alone; both by default. */
  readonly spaces?: "both" | "factors";
  /**
   * How much each adapter counts, where the mixture is nothing but their sum: then
   * products need not be multiplied out. Nothing where it is more than that.
   */
  readonly sum?: (options: TensorOptions) => readonly number[] | undefined;
}

/**
 * A method of which a LoRA's factors, or their products, are tensors like others.
 *
 * @param mix Mixes tensors.
 * @param about About the method.
 */
export function tensorwise(
  mix: TensorMethod,
  { spaces = "both", sum, ...about }: Tensorwise,
): Method {
  return {
    ...about,
    reads: ["space", ...about.reads ?? []],
    async mix(gpu, members, options) {
      const { adapters, config } = members;
      if (options.space !== "delta") {
        return { weights: await mix(gpu, adapters, options), config };
      }
      expectLora(members, "mix adapters in delta space");
      if (spaces === "factors") {
        throw inputError(
          "Cannot mix adapters in delta space: the method is about their own tensors, expected factor space",
        );
      }
      const coefficients = sum?.(options);
      const weights = coefficients
        ? factoriseSum(adapters, () => coefficients)
        : await inDeltaSpace(mix)(gpu, adapters, options);
      return { weights, config };
    },
  };
}
