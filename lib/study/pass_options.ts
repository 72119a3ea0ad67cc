import type { EvaluateOptions } from "../evaluate/evaluate.ts";
import { firstPosition } from "../model/config.ts";
import type { Model } from "../model/loaded.ts";
import { TOKEN_BUDGET } from "../train/train_adapter.ts";

/**
 * How the examples of a study go through a model.
 *
 * @param model The model.
 * @param tokenBudget Most tokens at one time.
 */
export function passOptions(
  { config }: Model,
  tokenBudget = TOKEN_BUDGET,
): EvaluateOptions {
  return { firstPosition: firstPosition(config), tokenBudget };
}
