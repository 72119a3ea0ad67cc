/**
 * Counts right answers of mixtures, whatever the method of mixing.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Adapter } from "../adapter/adapter.ts";
import type { AdapterConfig } from "../adapter/config.ts";
import type { Method } from "../mix/method.ts";
import { type MethodName, methodNames, methods, mix } from "../mix/methods.ts";
import {
  countCorrectOfMixtures,
  type MixtureCounts,
  rightAnswers,
} from "../evaluate/mixtures.ts";
import { type Stack, stackAdapters } from "../evaluate/stack.ts";
import type { Bench } from "./bench.ts";
import type { MixedOn } from "./choose_cells.ts";
import { passOptions } from "./pass_options.ts";
import { remembered } from "./remembered.ts";

/** Methods that need nothing but the adapters. */
export const plainMethods = methodNames.filter((name) => {
  const method: Method = methods[name];
  return method.needs === undefined;
}) as [MethodName, ...MethodName[]];

/** Right answers of a mixture, alone and beside those of the target's own adapter. */
export interface Counts {
  readonly correct: number;
  /** Absent where there is no such adapter, or nothing else to judge. */
  readonly beside?: Beside;
}

/** How a mixture does where it and the target's own adapter, alone, disagree. */
export interface Beside {
  /** Examples that the mixture alone gets right. */
  readonly wins: number;
  /** Examples that the own adapter alone gets right. */
  readonly losses: number;
}

/** Counts right answers of mixtures, all of one target. */
export type CountCorrect = (cells: readonly MixedOn[]) => Promise<Counts[]>;

/** The adapters that are mixed, and how. */
export interface Mixing {
  /** Weights of the adapters, by name. */
  readonly adapters: ReadonlyMap<string, Weights>;
  readonly how: { readonly method: MethodName };
}

/** What mixtures are judged with. */
type Judge = Pick<Bench, "model" | "config" | "target" | "tokenBudget">;

/** How the mixtures of one method are made and run, all of one target. */
interface Way {
  count(
    cells: readonly MixedOn[],
    reference: Uint32Array | undefined,
  ): Promise<MixtureCounts[]>;
  /** 1 for each example of the target that a mixture gets right, else 0. */
  answers(cell: MixedOn): Promise<Uint32Array>;
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
export function judgeOf(judge: Judge, mixing: Mixing): CountCorrect {
  const way = mixing.how.method === "average"
    ? averaged(judge, mixing)
    : madeOneByOne(judge, mixing);
  const answersAlone = remembered((target) =>
    way.answers({ target, mixed: target })
  );
  return async (cells) => {
    const { target } = cells[0]!;
    const compared = mixing.adapters.has(target) &&
      cells.some(({ mixed }) => mixed !== target);
    const alone = compared ? await answersAlone(target) : undefined;
    const right = alone?.reduce((sum, answer) => sum + answer, 0);
    return (await way.count(cells, alone)).map(({ correct, both }) => ({
      correct,
      ...(right !== undefined && both !== undefined &&
        { beside: { wins: correct - both, losses: right - both } }),
    }));
  };
}

/** Averages of adapters that lie on the GPU. */
function averaged(judge: Judge, { adapters }: Mixing): Way {
  const { model, config, target, tokenBudget } = judge;
  const names = [...adapters.keys()];
  const stack = stackAdapters(model.gpu, config, [...adapters.values()]);
  const placesOf = ({ mixed }: MixedOn) =>
    mixed.split("+").map((member) => names.indexOf(member));
  const options = passOptions(model, tokenBudget);
  return {
    count: (cells, reference) =>
      countCorrectOfMixtures(
        model,
        stack,
        target(cells[0]!.target),
        cells.map(placesOf),
        { ...options, ...(reference && { reference }) },
      ),
    answers: (cell) =>
      rightAnswers(model, stack, target(cell.target), placesOf(cell), options),
  };
}

/** Mixtures by any method; those of one shape go through the network together. */
function madeOneByOne(judge: Judge, mixing: Mixing): Way {
  const { model, target, tokenBudget } = judge;
  const options = passOptions(model, tokenBudget);
  return {
    count: async (cells, reference) => {
      const made: Made[] = [];
      for (const cell of cells) {
        made.push(await makeMixture(judge, mixing, cell));
      }
      const counts = new Map<Made, MixtureCounts>();
      for (const alike of byShape(made)) {
        using _ = model.gpu.scope();
        const found = await countCorrectOfMixtures(
          model,
          stackOf(model.gpu, alike),
          target(cells[0]!.target),
          alike.map((_, i) => [i]),
          { ...options, ...(reference && { reference }) },
        );
        alike.forEach((mixture, i) => counts.set(mixture, found[i]!));
      }
      return made.map((mixture) => counts.get(mixture)!);
    },
    answers: async (cell) => {
      const mixture = await makeMixture(judge, mixing, cell);
      using _ = model.gpu.scope();
      const stack = stackOf(model.gpu, [mixture]);
      return await rightAnswers(
        model,
        stack,
        target(cell.target),
        [0],
        options,
      );
    },
  };
}

/** A mixture's weights and shape. */
interface Made extends Pick<Adapter, "weights"> {
  readonly config: AdapterConfig;
}

async function makeMixture(
  { model, config }: Judge,
  { adapters, how: { method } }: Mixing,
  { mixed }: MixedOn,
): Promise<Made> {
  const members = mixed.split("+").map((name) => adapters.get(name)!);
  return await mix(model.gpu, { adapters: members, config }, { method });
}

/** Mixtures of one shape each: those of LoRA may differ in rank. */
function byShape(made: readonly Made[]): Iterable<Made[]> {
  return Map.groupBy(made, ({ config }) => JSON.stringify(config)).values();
}

/** Mixtures of one shape side by side on the GPU. */
function stackOf(gpu: Gpu, alike: readonly Made[]): Stack {
  const weights = alike.map(({ weights }) => weights);
  return stackAdapters(gpu, alike[0]!.config, weights);
}
