import { inputError } from "../io/failure.ts";
import { expectLora, inDeltaSpace } from "./lora_space.ts";
import type { Method, TensorMethod } from "./method.ts";

/**
 * A method of which a LoRA's factors, or their products, are tensors like others.
 *
 * @param mix Mixes tensors.
 * @param about What is usual, what is needed, and in which spaces it works.
 */
export function tensorwise(
  mix: TensorMethod,
  { spaces = "both", ...about }:
    & Omit<Method, "mix">
    & { readonly spaces?: "both" | "factors" },
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
      const weights = await inDeltaSpace(mix)(gpu, adapters, options);
      return { weights, config };
    },
  };
}
