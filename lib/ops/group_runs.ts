/**
 * Rows of a group that one thread goes through: software Vulkan (llvmpipe)
 * leaves a thread's loops, without a word, after 65 535 rounds.
 */
const RUN = 32_768;

/** Rows that fall into groups of one size, end to end, each with a slot. */
export interface Groups {
  /** Slots that there are. */
  readonly slots: number;
  /** Slot of the first group. */
  readonly slot: number;
  /** Rows of all groups together. */
  readonly rows: number;
  /** Number of groups. */
  readonly groups: number;
}

/** The same rows of every group, as the parameters of kernels that add them up. */
export interface GroupRun {
  /** Rows of a group. */
  readonly rows: number;
  /** First of the rows, counted within the group. */
  readonly first: number;
  readonly count: number;
  readonly groups: number;
  readonly slot: number;
}

/**
 * Divides groups of rows into runs that one thread a group can go through.
 *
 * @param groups The groups and their slots.
 * @returns The runs, which together have every row once.
 * @throws {RangeError} If there are not enough slots, or if the groups are not
 * all of one size.
 */
export function groupRuns(
  { slots, slot, rows: all, groups }: Groups,
): GroupRun[] {
  if (slot < 0 || slot + groups > slots) {
    throw new RangeError(
      `Cannot add to slots ${slot} to ${
        slot + groups - 1
      }: there are ${slots}, expected slots below that`,
    );
  }
  if (all % groups !== 0) {
    throw new RangeError(
      `Cannot add up ${all} rows: there are ${groups} groups, expected groups of one size`,
    );
  }
  const rows = all / groups;
  return Array.from({ length: Math.ceil(rows / RUN) }, (_, i) => {
    const first = i * RUN;
    return { rows, first, count: Math.min(RUN, rows - first), groups, slot };
  });
}
