/**
 * Functions in float64 that several tests compare with.
 *
 * @module
 */

/** Error function, by its series up to 3 and its continued fraction beyond. */
export function erf(x: number): number {
  const z = Math.abs(x);
  if (z > 6) return Math.sign(x);
  if (z < 3) {
    let [term, sum] = [x, x];
    for (let n = 1; Math.abs(term) > 1e-18; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }
  let fraction = z;
  for (let n = 60; n > 0; n--) fraction = z + n / 2 / fraction;
  return Math.sign(x) *
    (1 - Math.exp(-z * z) / Math.sqrt(Math.PI) / fraction);
}
