/**
 * Counts right answers of mixtures, whatever the method of mixing.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Adapter } from "../adapter/adapter.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import { firstPosition } from "../model/config.ts";
import type { Method } from "../mix/method.ts";
import { type MethodName, methodNames, methods, mix } from "../mix/methods.ts";
import { TOKEN_BUDGET } from "../train/train_adapter.ts";
import { countCorrectOfMixtures } from "../evaluate/mixtures.ts";
import { type Stack, stackAdapters } from "../evaluate/stack.ts";
import type { Bench } from "./bench.ts";
import type { MixedOn } from "./choose_cells.ts";

/** Methods that need nothing but the adapters. */
export const plainMethods = methodNames.filter((name) => {
  const method: Method = methods[name];
  return method.needs === undefined;
}) as [MethodName, ...MethodName[]];

/** Right answers of mixtures, all of one target. */
export type CountCorrect = (cells: readonly MixedOn[]) => Promise<number[]>;

/** The adapters that are mixed, and how. */
export interface Mixing {
  /** Weights of the adapters, by name. */
  readonly adapters: ReadonlyMap<string, Weights>;
  readonly how: { readonly method: MethodName };
}

/**
 * Makes what counts the right answers of mixtures.
 *
 * Averages are made on the GPU, many at once, from adapters that lie there until
 * the innermost scope ends; other mixtures are made one by one and judged together.
 *
 * @param judge Model, shape of the adapters, and targets.
 * @param mixing The adapters, and how they are mixed.
 */
export function judgeOf(
  judge: Pick<Bench, "model" | "config" | "target">,
  { adapters, how: { method } }: Mixing,
): CountCorrect {
  const { model, config } = judge;
  const names = [...adapters.keys()];
  if (method === "average") {
    const stack = stackAdapters(model.gpu, config, [...adapters.values()]);
    return (cells) =>
      count(judge, stack, {
        target: cells[0]!.target,
        mixtures: cells.map(({ mixed }) =>
          mixed.split("+").map((member) => names.indexOf(member))
        ),
      });
  }
  return async (cells) => {
    const correct = new Map<MixedOn, number>();
    const made: Made[] = [];
    for (const cell of cells) {
      const members = cell.mixed.split("+").map((name) => adapters.get(name)!);
      const options = { method };
      const mixed = await mix(
        model.gpu,
        { adapters: members, config },
        options,
      );
      made.push({ cell, ...mixed });
    }
    for (const alike of byShape(made)) {
      using _ = model.gpu.scope();
      const weights = alike.map(({ weights }) => weights);
      const stack = stackAdapters(model.gpu, alike[0]!.config, weights);
      const counts = await count(judge, stack, {
        target: cells[0]!.target,
        mixtures: alike.map((_, i) => [i]),
      });
      alike.forEach(({ cell }, i) => correct.set(cell, counts[i]!));
    }
    return cells.map((cell) => correct.get(cell)!);
  };
}

/** A mixture that was made, and the cell that asked for it. */
interface Made extends Pick<Adapter, "weights"> {
  readonly cell: MixedOn;
  readonly config: AdapterConfig;
}

/** Mixtures of one shape each: those of LoRA may differ in rank. */
function byShape(made: readonly Made[]): Iterable<Made[]> {
  return Map.groupBy(made, ({ config }) => JSON.stringify(config)).values();
}

async function count(
  { model, target }: Pick<Bench, "model" | "target">,
  stack: Stack,
  on: { target: string; mixtures: readonly (readonly number[])[] },
): Promise<number[]> {
  return await countCorrectOfMixtures(
    model,
    stack,
    target(on.target),
    on.mixtures,
    {
      firstPosition: firstPosition(model.config),
      tokenBudget: TOKEN_BUDGET,
    },
  );
}
