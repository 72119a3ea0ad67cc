/**
 * Sum of vectors, each times its coefficient, added in float64 in their order.
 *
 * One vector at coefficient 1 comes back bit for bit.
 *
 * @param vectors The vectors, at least one, of one length.
 * @param coefficients A number for each vector.
 * @returns The sum, rounded once to float32.
 */
export function weightedSum(
  vectors: readonly Float32Array[],
  coefficients: readonly number[],
): Float32Array<ArrayBuffer> {
  const [first = new Float32Array(), ...others] = vectors;
  const sum = Float64Array.from(first);
  const scale = coefficients[0] ?? 0;
  for (let i = 0; i < sum.length; i++) sum[i]! *= scale;
  others.forEach((vector, at) => {
    const scale = coefficients[at + 1]!;
    for (let i = 0; i < sum.length; i++) sum[i]! += scale * vector[i]!;
  });
  return new Float32Array(sum);
}
