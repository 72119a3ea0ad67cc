/**
 * The logarithm of the gamma function and its derivative.
 *
 * @module
 */

/** From here on the asymptotic series are exact to the last few bits. */
const FAR = 10;

/**
 * Derivative of the logarithm of the gamma function.
 *
 * @param x A number above 0.
 * @returns The digamma function at x, to about 1e-14 of itself or of 1.
 * @see Abramowitz and Stegun 1964, equations 6.3.5 (recurrence) and 6.3.18 (series)
 */
export function digamma(x: number): number {
  let result = 0;
  let at = x;
  for (; at < FAR; at++) result -= 1 / at;
  const square = 1 / (at * at);
  // Bernoulli numbers over their indices: B2/2, B4/4, B6/6 and so on.
  const series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 -
            square * (1 / 240 - square * (1 / 132 - square * (691 / 32760))))));
  return result + Math.log(at) - 0.5 / at - series;
}

/**
 * Logarithm of the gamma function.
 *
 * @param x A number above 0.
 * @returns The natural logarithm of the integral of t^(x-1) e^-t over all t above 0.
 * @see Abramowitz and Stegun 1964, equations 6.1.15 (recurrence) and 6.1.41 (series)
 */
export function logGamma(x: number): number {
  let product = 1;
  let at = x;
  for (; at < FAR; at++) product *= at;
  const square = 1 / (at * at);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 -
            square * (1 / 1680 - square * (1 / 1188))))) / at;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series -
    Math.log(product);
}
