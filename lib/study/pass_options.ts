import type { EvaluateOptions } from "../evaluate/evaluate.ts";
import { firstPosition } from "../model/config.ts";
import type { Model } from "../model/loaded.ts";
import { TOKEN_BUDGET } from "../train/train_adapter.ts";

/** How the examples of a study go through a model. */
export function passOptions({ config }: Model): EvaluateOptions {
  return {
    firstPosition: firstPosition(config),
    tokenBudget: TOKEN_BUDGET,
  };
}
