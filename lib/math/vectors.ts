/**
 * Means, lengths and angles of vectors, in float64.
 *
 * @module
 */

/**
 * Mean of vectors.
 *
 * @param vectors Vectors of one length.
 * @returns Their mean; of no vectors, one without entries.
 */
export function meanVector(vectors: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    vector.forEach((v, i) => mean[i]! += v / vectors.length);
  }
  return mean;
}

/**
 * A vector's direction.
 *
 * @param vector Any vector.
 * @returns The vector of length 1 that points there; zeros stay as they are.
 */
export function unitVector(vector: Float64Array): Float64Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((v) => v / length);
}

/**
 * Sum of the products of two vectors' entries.
 *
 * @param a A vector.
 * @param b Another of its length.
 */
export function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, v, i) => sum + v * b[i]!, 0);
}

/**
 * Cosines of the angles between every two vectors.
 *
 * @param vectors Vectors of one length.
 * @returns The cosines, -1 to 1, [vectors][vectors], exactly symmetric; 0 for a
 * vector of zeros.
 */
export function cosines(vectors: readonly Float64Array[]): number[][] {
  const units = vectors.map(unitVector);
  // Rounding may carry the cosine of a vector with itself past 1.
  const within = (value: number) => Math.max(-1, Math.min(1, value));
  return units.map((a) => units.map((b) => within(dot(a, b))));
}
