import type { Weights } from "../../io/safetensors.ts";
import { budgetBatches, type Encoded, pack } from "../../text/batches.ts";
import { emptyArena } from "../../model/arena.ts";
import { sendBatch } from "../../model/batch.ts";
import { firstPosition } from "../../model/config.ts";
import type { Model } from "../../model/loaded.ts";
import {
  differentiable,
  type HeadedAdapter,
} from "../../adapter/differentiable.ts";
import { classification } from "../objective.ts";
import { TOKEN_BUDGET } from "../train_adapter.ts";

/** Gradient of a loss at an adapter's weights, by the same names. */
export type LossGradient = (weights: Weights) => Promise<Weights>;

/**
 * Gradient of the mean cross-entropy of some examples, without dropout.
 *
 * @param model The model.
 * @param adapter Shape and head; the weights are what the gradient is asked for.
 * @param encoded The examples, at least one, with their labels.
 * @param options Most tokens that go through the network at one time.
 * @returns A function from the adapter's weights to the gradient there.
 */
export function lossGradient(
  model: Model,
  { config, head }: Pick<HeadedAdapter, "config" | "head">,
  encoded: readonly Encoded[],
  { tokenBudget: tokens = TOKEN_BUDGET }: { readonly tokenBudget?: number } =
    {},
): LossGradient {
  const { gpu } = model;
  const at = { firstPosition: firstPosition(model.config) };
  return async (weights) => {
    using _ = gpu.scope();
    const adapter = { config, head, weights };
    const { classify, layout, grads } = differentiable(model, adapter);
    const objective = classification(classify);
    for (const batch of budgetBatches(encoded, { tokens })) {
      using _ = gpu.scope();
      objective(sendBatch(gpu, pack(batch, at))).back(1 / encoded.length);
      gpu.flush();
    }
    return emptyArena(layout, await gpu.read(grads));
  };
}
