/**
 * Numbers that every peer makes for itself, in whatever language, bit by bit alike.
 *
 * @module
 */

/**
 * Numbers spread evenly over -0.5 to 0.5 in an order that looks like none.
 *
 * @param count How many.
 * @param seed Whole number; another one gives other numbers.
 */
export function scattered(
  count: number,
  seed: number,
): Float32Array<ArrayBuffer> {
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = scatteredAt(i, seed);
  return numbers;
}

/**
 * One of the {@linkcode scattered} numbers, in float64.
 *
 * @param i Its place.
 * @param seed Whole number.
 * @see Knuth, The Art of Computer Programming 3, section 6.4: multiplicative hashing
 */
export function scatteredAt(i: number, seed: number): number {
  const product = Math.imul(i + seed * 1_000_003, 2_654_435_761) >>> 0;
  const mixed = Math.imul(product ^ (product >>> 15), 2_246_822_519) >>> 0;
  return mixed / 2 ** 32 - 0.5;
}
