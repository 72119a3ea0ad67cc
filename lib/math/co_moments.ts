/**
 * Sums over points of three coordinates, from which correlations follow: samples
 * of points, or of groups of them, are then drawn again and again in no time.
 *
 * @module
 */

/** A point: two numbers that are compared, and a third that may be held fixed. */
export type Point = readonly [x: number, y: number, z: number];

/** Count, sums, and sums of products of points: 1, x, y, z, xx, yy, zz, xy, xz, yz. */
export type CoMoments = Float64Array;

const TERMS = 10;

/** A variance below this share of the squares' sum is rounding. */
const ROUNDING = 1e-12;

/**
 * Sums over points. Where correlations of the points are wanted, their coordinates
 * should lie around zero, so that nothing is lost to rounding.
 *
 * @param points The points.
 */
export function coMoments(points: readonly Point[]): CoMoments {
  const sums = new Float64Array(TERMS);
  for (const [x, y, z] of points) {
    const terms = [1, x, y, z, x * x, y * y, z * z, x * y, x * z, y * z];
    for (let i = 0; i < TERMS; i++) sums[i]! += terms[i]!;
  }
  return sums;
}

/**
 * Sums over all points of several groups.
 *
 * @param groups Sums over each.
 */
export function addMoments(groups: readonly CoMoments[]): CoMoments {
  const sums = new Float64Array(TERMS);
  for (const group of groups) {
    for (let i = 0; i < TERMS; i++) sums[i]! += group[i]!;
  }
  return sums;
}

/**
 * Pearson's correlation of x and y.
 *
 * @param sums Sums over the points.
 * @returns The correlation, -1 to 1; NaN if all x or all y are equal.
 */
export function correlation(sums: CoMoments): number {
  const [n = 0, x = 0, y = 0, , xx = 0, yy = 0, , xy = 0] = sums;
  return quotient(n, [x, y, xx, yy, xy]);
}

/**
 * Partial correlation of x and y: what is left of it with z held fixed.
 *
 * @param sums Sums over the points.
 * @returns The correlation, -1 to 1; NaN if x, y or z are all equal, or if z
 * determines one of the others.
 * @see Yule 1907, "On the Theory of Correlation for any Number of Variables,
 * Treated by a New System of Notation", Proceedings of the Royal Society A 79
 */
export function partialCorrelation(sums: CoMoments): number {
  const [n = 0, x = 0, y = 0, z = 0, xx = 0, yy = 0, zz = 0] = sums;
  const [, , , , , , , xy = 0, xz = 0, yz = 0] = sums;
  const ofXy = quotient(n, [x, y, xx, yy, xy]);
  const ofXz = quotient(n, [x, z, xx, zz, xz]);
  const ofYz = quotient(n, [y, z, yy, zz, yz]);
  const left = (1 - ofXz ** 2) * (1 - ofYz ** 2);
  if (!(left > ROUNDING)) return NaN;
  return bounded((ofXy - ofXz * ofYz) / Math.sqrt(left));
}

/** Covariance over deviations, from a, b, aa, bb and ab. */
function quotient(
  n: number,
  [a, b, aa, bb, ab]: readonly [number, number, number, number, number],
): number {
  const ofA = aa - a * a / n;
  const ofB = bb - b * b / n;
  if (!(ofA > ROUNDING * aa && ofB > ROUNDING * bb)) return NaN;
  return bounded((ab - a * b / n) / Math.sqrt(ofA * ofB));
}

/** Rounding may carry a perfect correlation past 1. */
function bounded(value: number): number {
  return Math.max(-1, Math.min(1, value));
}
