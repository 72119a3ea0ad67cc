/**
 * Accuracies of many mixtures of the same adapters on one target.
 *
 * @module
 */
import { Failure } from "../io/failure.ts";
import type { Model } from "../model/loaded.ts";
import { countBoth } from "../ops/count_both.ts";
import { newTally, readTally, tally } from "../ops/tally.ts";
import type { EvaluateOptions } from "./evaluate.ts";
import { mixturePasses, type Target } from "./mixture_passes.ts";
import type { Stack } from "./stack.ts";

/** How many of a target's examples a mixture gets right. */
export interface MixtureCounts {
  readonly correct: number;
  /** Those of them that the reference gets right too, where there is one. */
  readonly both?: number;
}

/** What mixtures are counted with. */
export interface CountOptions extends EvaluateOptions {
  /**
   * Right (1) and wrong (0) answers of what the mixtures are compared with, as
   * {@linkcode rightAnswers} finds them.
   */
  readonly reference?: Uint32Array;
}

/**
 * Counts the right answers of each mixture.
 *
 * They go through the network together, see {@linkcode mixturePasses}; nothing is
 * read back before the end.
 *
 * @param model The model.
 * @param stack The adapters.
 * @param target Head and examples.
 * @param mixtures Places in the stack of each mixture's members, which all have
 * the same weight.
 * @param options Positions and memory, and what to compare with.
 * @returns Counts of each mixture.
 * @throws {Failure} If a loss is infinite or no number: the class that is predicted
 * then says nothing.
 */
export async function countCorrectOfMixtures(
  model: Model,
  stack: Stack,
  target: Target,
  mixtures: readonly (readonly number[])[],
  { reference, ...options }: CountOptions,
): Promise<MixtureCounts[]> {
  const { gpu } = model;
  using _ = gpu.scope();
  const totals = newTally(gpu, mixtures.length);
  const shared = gpu.zeros([mixtures.length], { dtype: "u32" });
  for (const pass of mixturePasses(model, stack, target, mixtures, options)) {
    const { first, groups, indices, scored } = pass;
    tally(totals, first, scored, { groups });
    if (!reference) continue;
    const own = Uint32Array.from(indices, (index) => reference[index]!);
    countBoth(shared, first, {
      correct: scored.correct,
      reference: gpu.tensor([own.length], own),
    }, { groups });
  }
  const counts = await readTally(totals);
  const both = reference && await gpu.readCounts(shared);
  return counts.map(({ correct, loss }, i) => {
    if (Number.isNaN(loss)) {
      throw new Failure(
        "failure",
        `Cannot evaluate mixture ${
          i + 1
        } of ${counts.length}: a loss is infinite or no number, expected finite numbers`,
      );
    }
    return { correct, ...(both && { both: both[i]! }) };
  });
}

/**
 * Finds which examples a mixture gets right, just as they are counted.
 *
 * @param model The model.
 * @param stack The adapters.
 * @param target Head and examples.
 * @param members Places in the stack of the mixture's members.
 * @param options Positions and memory.
 * @returns 1 for each example that is right, else 0, in the order of the examples.
 */
export async function rightAnswers(
  model: Model,
  stack: Stack,
  target: Target,
  members: readonly number[],
  options: EvaluateOptions,
): Promise<Uint32Array> {
  using _ = model.gpu.scope();
  const answers = new Uint32Array(target.encoded.length);
  for (const pass of mixturePasses(model, stack, target, [members], options)) {
    const correct = await model.gpu.readCounts(pass.scored.correct);
    pass.indices.forEach((index, row) => answers[index] = correct[row]!);
  }
  return answers;
}
