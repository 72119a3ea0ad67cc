import type { Random } from "./random.ts";

/** Least variance of a feature, as a share of that of all points. */
const FLOOR = 1e-3;

/** Least variance of a feature in which all points are equal. */
const LEAST = 1e-12;

/** Points that a component keeps at the least; one with fewer is given up. */
const FEW = 1e-9;

/** Most rounds of expectation and maximisation. */
const ROUNDS = 50;

/** How a mixture is fitted. */
export interface GaussianMixtureOptions {
  /** Number of Gaussians, from 1; at most one a point is made. */
  readonly components: number;
  /** Draws the first centres. */
  readonly random: Random;
}

/** One Gaussian: its share of all points, its centre, and a variance a feature. */
interface Component {
  share: number;
  mean: Float64Array;
  variance: Float64Array;
}

/**
 * Fits a mixture of Gaussians with diagonal covariances to points.
 *
 * The first centres are drawn far from each other (k-means++). Fitting ends early
 * when no point changes its component.
 *
 * @param points The points, at least one, of one number of features.
 * @param options Number of Gaussians, and what draws their first centres.
 * @returns The most likely component of any point, a whole number from 0.
 * @see Dempster, Laird and Rubin 1977; Arthur and Vassilvitskii 2007, k-means++
 */
export function gaussianMixture(
  points: readonly Float64Array[],
  { components: count, random }: GaussianMixtureOptions,
): (point: Float64Array) => number {
  const whole = fit(points, points.map(() => 1), []);
  const floor = whole.variance.map((v) => Math.max(FLOOR * v, LEAST));
  let components = centres(points, Math.min(count, points.length), random)
    .map((mean): Component => ({
      share: 1 / count,
      mean,
      variance: whole.variance.map((v, i) => Math.max(v, floor[i]!)),
    }));
  const place = (point: Float64Array) => {
    const logs = components.map((component) => logDensity(component, point));
    return logs.indexOf(Math.max(...logs));
  };
  let before = "";
  for (let round = 0; round < ROUNDS; round++) {
    const parts = points.map((point) => responsibilities(components, point));
    components = components.map((old, k) => {
      const weights = parts.map((part) => part[k]!);
      const total = weights.reduce((sum, w) => sum + w, 0);
      if (total < FEW) return { ...old, share: 0 };
      const found = fit(points, weights, floor);
      return { ...found, share: total / points.length };
    });
    const after = points.map(place).join();
    if (after === before) break;
    before = after;
  }
  return place;
}

/** Mean and variance of weighted points. */
function fit(
  points: readonly Float64Array[],
  weights: readonly number[],
  floor: ArrayLike<number>,
): Component {
  const features = points[0]?.length ?? 0;
  const mean = new Float64Array(features);
  const variance = new Float64Array(features);
  const total = weights.reduce((sum, w) => sum + w, 0);
  points.forEach((point, at) => {
    const share = weights[at]! / total;
    for (let i = 0; i < features; i++) mean[i]! += share * point[i]!;
  });
  points.forEach((point, at) => {
    const share = weights[at]! / total;
    for (let i = 0; i < features; i++) {
      variance[i]! += share * (point[i]! - mean[i]!) ** 2;
    }
  });
  return {
    share: 1,
    mean,
    variance: variance.map((v, i) => Math.max(v, floor[i] ?? 0)),
  };
}

/** Points drawn with a chance in proportion to the squared distance from the nearest. */
function centres(
  points: readonly Float64Array[],
  count: number,
  { uniform, pick }: Random,
): Float64Array[] {
  const chosen = [pick(points)];
  const nearest = points.map((point) => distance(point, chosen[0]!));
  while (chosen.length < count) {
    let left = uniform() * nearest.reduce((sum, d) => sum + d, 0);
    const drawn = nearest.findIndex((d) => (left -= d) < 0);
    const next = points[Math.max(0, drawn)]!;
    chosen.push(next);
    points.forEach((point, i) => {
      nearest[i] = Math.min(nearest[i]!, distance(point, next));
    });
  }
  return chosen;
}

/** Squared distance of two points. */
function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}

/** Logarithm of share times density, but for a constant. */
function logDensity(
  { share, mean, variance }: Component,
  point: Float64Array,
): number {
  let sum = 2 * Math.log(share);
  for (let i = 0; i < point.length; i++) {
    sum -= (point[i]! - mean[i]!) ** 2 / variance[i]! + Math.log(variance[i]!);
  }
  return sum / 2;
}

/** Probability of each component, given a point. */
function responsibilities(
  components: readonly Component[],
  point: Float64Array,
): number[] {
  const logs = components.map((component) => logDensity(component, point));
  const largest = Math.max(...logs);
  const parts = logs.map((log) => Math.exp(log - largest));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}
