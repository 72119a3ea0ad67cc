/** Lengths from one number up to another. */
export interface LengthBin {
  /** Shortest length of the bin. */
  readonly from: number;
  /** Shortest length beyond it. */
  readonly to: number;
  /** How many lengths are in it. */
  readonly count: number;
}

/** Bins from one power of two to the next. */
const PER_DOUBLING = 2;

/**
 * Counts lengths in bins whose width grows with the length: two from each power
 * of two to the next, so that 128 and 512 are ends of bins.
 *
 * @param lengths Whole numbers from 0.
 * @returns The bins from that of the shortest to that of the longest, empty ones
 * in between too; lengths of 0 count as 1.
 */
export function lengthBins(lengths: readonly number[]): LengthBin[] {
  const counts = new Map<number, number>();
  for (const length of lengths) {
    const bin = binOf(length);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => ({
    from: startOf(first + i),
    to: startOf(first + i + 1),
    count: counts.get(first + i) ?? 0,
  })).filter(({ from, to }) => from < to);
}

/** Shortest whole length of a bin. */
function startOf(bin: number): number {
  return Math.ceil(2 ** (bin / PER_DOUBLING) - 1e-9);
}

/** Bin of a length; the little that is added makes up for rounding. */
function binOf(length: number): number {
  return Math.floor(PER_DOUBLING * Math.log2(Math.max(1, length)) + 1e-9);
}
