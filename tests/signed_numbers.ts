/**
 * Numbers that put comparisons of signs and magnitudes to the test.
 *
 * @module
 */
import { random } from "../lib/math/random.ts";

/**
 * Normal numbers, among them zeros of both signs, subnormal ones and ties.
 *
 * @param count How many.
 * @param seed Of the random stream.
 */
export function signedNumbers(
  count: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const { normal, pick, uniform } = random(seed, "signed numbers");
  const special = [0, -0, 1e-45, -1e-45, 1e-39, -1e-39, 0.5, -0.5];
  return Float32Array.from(
    { length: count },
    () => uniform() < 0.4 ? pick(special) : normal(),
  );
}

/** Bit patterns, which unlike the numbers tell 0 from -0. */
export function bitsOf(numbers: Float32Array): number[] {
  return [...new Uint32Array(numbers.slice().buffer)];
}
