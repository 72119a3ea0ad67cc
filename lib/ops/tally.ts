import source from "../../kernels/tally.wgsl" with { type: "text" };
import type { Gpu } from "../gpu/gpu.ts";
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import type { CrossEntropy } from "./cross_entropy.ts";
import { groupRuns } from "./group_runs.ts";

const wgsl = kernel("tally", source);

/** Words that a slot takes: see kernels/tally.wgsl. */
const WORDS = 4;

/** Totals of one slot. */
export interface Totals {
  /** Sum of the losses; NaN if one of them was infinite or no number. */
  loss: number;
  /** Number of right predictions. */
  correct: number;
}

/**
 * Makes slots that {@linkcode tally} adds to, all zero.
 *
 * @param gpu Device to count on.
 * @param slots Number of slots.
 */
export function newTally(gpu: Gpu, slots: number): Tensor {
  return gpu.zeros([slots, WORDS], { dtype: "u32" });
}

/**
 * Adds the losses and right predictions of a batch to running totals, on the GPU.
 *
 * Each loss is added in steps of 2^-32 and without rounding, so that a sum over
 * millions of rows is as good as a single loss, and the same in any order.
 *
 * @param totals Slots from {@linkcode newTally}.
 * @param slot The slot to add to; of several groups, the first group's.
 * @param batch Result of {@linkcode crossEntropy}.
 * @param options `groups`: number of groups that the rows fall into, all of one
 * size and end to end; each has a slot of its own. 1 if absent.
 * @throws {RangeError} If there are not enough slots, or if the groups are not
 * all of one size.
 */
export function tally(
  totals: Tensor,
  slot: number,
  { losses, correct }: Pick<CrossEntropy, "losses" | "correct">,
  { groups = 1 }: { groups?: number } = {},
): void {
  const [slots = 0] = totals.shape;
  const [all = 0] = losses.shape;
  expectShape("tally correct", correct, [all]);
  for (const run of groupRuns({ slots, slot, rows: all, groups })) {
    totals.gpu.run(wgsl, "add", {
      params: { ...run },
      bind: { totals, losses, correct },
      threads: groups,
    });
  }
}

/**
 * Copies totals to the host, after all that was added before.
 *
 * @param totals Slots from {@linkcode newTally}.
 * @returns The totals of each slot.
 */
export async function readTally(totals: Tensor): Promise<Totals[]> {
  const words = await totals.gpu.readCounts(totals);
  return Array.from({ length: words.length / WORDS }, (_, slot) => {
    const [whole, fraction, correct, wrong] = words.subarray(WORDS * slot);
    const loss = wrong! > 0 ? NaN : whole! + fraction! / 2 ** 32;
    return { loss, correct: correct! };
  });
}
