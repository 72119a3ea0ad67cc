import { mean } from "../math/stats.ts";
import type { StudyRow } from "./row.ts";

/**
 * Looks up how far the members of a mixture differ in sign: the mean over pairs.
 *
 * @param rows Rows of a study; the signs of trained adapters are read.
 * @returns Finds the mean fraction of sign difference of a mixture's pairs, 0 to
 * 1; undefined of a single adapter, and where a pair was not compared.
 */
export function pairwiseConflict(
  rows: readonly StudyRow[],
): (mixture: { mixed: string }) => number | undefined {
  const table = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const whole = row.metric === "fsd" && row.state === "trained" && !row.part;
    if (!whole) continue;
    for (
      const [a, b] of [[row.row, row.column], [row.column, row.row]] as const
    ) {
      const ofRow = table.get(a) ?? new Map<string, number>();
      table.set(a, ofRow.set(b, row.value));
    }
  }
  const known = new Map<string, number | undefined>();
  return ({ mixed }) => {
    if (!known.has(mixed)) {
      const names = mixed.split("+");
      const values = names.flatMap((a, i) =>
        names.slice(i + 1).map((b) => table.get(a)?.get(b))
      );
      const all = values.filter((value) => value !== undefined);
      const complete = all.length > 0 && all.length === values.length;
      known.set(mixed, complete ? mean(all) : undefined);
    }
    return known.get(mixed);
  };
}
