/**
 * Electing a sign for each weight of a mixture, and averaging what agrees with it.
 *
 * @module
 */

/** How signs are elected: by the sum of the values, or by the number of signs. */
export type SignRule = "total" | "frequency";

/**
 * Elects the sign of each place.
 *
 * @param vectors The voters, of one length.
 * @param rule By sum or by number.
 * @returns 1, -1, or 0 where the votes cancel, for each place.
 * @see Yadav et al. 2023, arXiv:2306.01708, section 4.2
 */
export function electSigns(
  vectors: readonly Float32Array[],
  rule: SignRule,
): Int8Array {
  const votes = new Float64Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (let i = 0; i < votes.length; i++) {
      const value = vector[i]!;
      votes[i]! += rule === "total" ? value : Math.sign(value);
    }
  }
  return Int8Array.from(votes, Math.sign);
}

/**
 * Sum of the weights of the elected sign, divided by how many there are.
 *
 * @param vectors The vectors, of one length.
 * @param signs The elected signs, 1 or -1.
 * @param coefficients A number for each vector, which multiplies its weights and
 * has no say in how many there are.
 * @returns The means; 0 where no weight has the elected sign.
 * @see Yadav et al. 2023, arXiv:2306.01708, section 4.2
 */
export function meanOfElected(
  vectors: readonly Float32Array[],
  signs: Int8Array,
  coefficients: readonly number[],
): Float32Array<ArrayBuffer> {
  const sums = new Float64Array(signs.length);
  const counts = new Uint16Array(signs.length);
  vectors.forEach((vector, at) => {
    const scale = coefficients[at]!;
    for (let i = 0; i < sums.length; i++) {
      const value = vector[i]!;
      if (value * signs[i]! <= 0) continue;
      sums[i]! += scale * value;
      counts[i]!++;
    }
  });
  return Float32Array.from(sums, (sum, i) => sum / Math.max(1, counts[i]!));
}
