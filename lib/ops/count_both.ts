import source from "../../kernels/tally.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { groupRuns } from "./group_runs.ts";

const wgsl = kernel("tally", source);

/**
 * Adds, to running counts, the rows that two classifiers both get right.
 *
 * With the right answers of each, this is all that a paired comparison needs.
 *
 * @param counts Running counts, u32 [slots].
 * @param slot The slot to add to; of several groups, the first group's.
 * @param correct 1 where the prediction is right, else 0; u32 [groups * rows].
 * @param reference The same of what every group is compared with, u32 [rows].
 * @param options `groups`: number of groups that the rows fall into, all of one
 * size and end to end; each has a slot of its own. 1 if absent.
 * @throws {RangeError} If there are not enough slots, if the groups are not all of
 * one size, or if the reference has another size.
 */
export function countBoth(
  counts: Tensor,
  slot: number,
  { correct, reference }: { correct: Tensor; reference: Tensor },
  { groups = 1 }: { groups?: number } = {},
): void {
  const [slots = 0] = counts.shape;
  const [rows = 0] = correct.shape;
  const runs = groupRuns({ slots, slot, rows, groups });
  expectShape("countBoth reference", reference, [rows / groups]);
  for (const run of runs) {
    counts.gpu.run(wgsl, "add_both", {
      params: { ...run },
      bind: { counts, correct, reference },
      threads: groups,
    });
  }
}
