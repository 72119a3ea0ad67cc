/** Values that follow each other closely. */
export interface Run {
  /** Least value. */
  low: number;
  /** Greatest value; the same as the least if there is but one. */
  high: number;
}

/**
 * Joins values into runs, so that a crowd of dots can be drawn as a few lines.
 *
 * @param values Numbers in any order.
 * @param gap Greatest distance of neighbours in one run, in the values' unit.
 * @returns The runs, by rising value.
 */
export function runs(values: readonly number[], gap: number): Run[] {
  const result: Run[] = [];
  for (const value of values.toSorted((a, b) => a - b)) {
    const last = result.at(-1);
    if (last && value - last.high <= gap) last.high = value;
    else result.push({ low: value, high: value });
  }
  return result;
}
