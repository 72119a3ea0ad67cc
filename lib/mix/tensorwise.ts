import { inputError } from "../io/failure.ts";
import { expectLora, inDeltaSpace } from "./lora_space.ts";
import { factoriseSum } from "./lora_sum.ts";
import type {
  Choose,
  Members,
  Method,
  TensorMethod,
  TensorOptions,
} from "./method.ts";

/** What is usual of a method, what it needs, and where it works. */
export interface Tensorwise extends Omit<Method, "mix"> {
  /** Whether it can mix products too, or factors alone; both by default. */
  readonly spaces?: "both" | "factors";
  /** Chooses those that are mixed among those on offer; all are by default. */
  readonly choose?: Choose;
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
  { spaces = "both", choose, sum, ...about }: Tensorwise,
): Method {
  return {
    ...about,
    reads: ["space", ...about.reads ?? []],
    async mix(gpu, offered, options) {
      const delta = options.space === "delta";
      if (delta) expectDelta(offered, spaces);
      const members = await choose?.(gpu, offered.adapters, options);
      const adapters = members?.map((place) => offered.adapters[place]!) ??
        offered.adapters;
      const coefficients = delta ? sum?.(options) : undefined;
      const weights = coefficients
        ? factoriseSum(adapters, () => coefficients)
        : await (delta ? inDeltaSpace(mix) : mix)(gpu, adapters, options);
      return { weights, config: offered.config, ...(members && { members }) };
    },
  };
}

/** Checks that products can be mixed. */
function expectDelta(members: Members, spaces: Tensorwise["spaces"]): void {
  expectLora(members, "mix adapters in delta space");
  if (spaces !== "factors") return;
  throw inputError(
    "Cannot mix adapters in delta space: the method is about their own tensors, expected factor space",
  );
}
