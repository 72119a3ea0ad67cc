/** Numbers that share their first 16 bits are counted together at first. */
const LOW_BITS = 16;

/** All bits of a float32 but its sign. */
const MAGNITUDE = 0x7fffffff;

/**
 * The n-th smallest magnitude among numbers.
 *
 * Magnitudes of float32 are in the order of their bits, so two histograms, of the
 * upper and of the lower half of the bits, find it without sorting.
 *
 * @param values The numbers, none of them NaN.
 * @param n Which one, from 1 for the smallest to the number of values.
 * @returns The magnitude, one of those of the values.
 * @throws {RangeError} If there is no n-th one.
 */
export function nthMagnitude(
  values: Float32Array<ArrayBuffer>,
  n: number,
): number {
  if (!(Number.isInteger(n) && n >= 1 && n <= values.length)) {
    throw new RangeError(
      `Cannot choose a magnitude: the place is ${n}, expected a whole number from 1 to ${values.length}`,
    );
  }
  const bits = new Uint32Array(
    values.buffer,
    values.byteOffset,
    values.length,
  );
  const upper = new Uint32Array(2 ** (32 - LOW_BITS));
  for (const word of bits) upper[(word & MAGNITUDE) >>> LOW_BITS]!++;
  const [high, before] = placeOf(upper, n);
  const lower = new Uint32Array(2 ** LOW_BITS);
  for (const word of bits) {
    const magnitude = word & MAGNITUDE;
    if (magnitude >>> LOW_BITS === high) {
      lower[magnitude & (2 ** LOW_BITS - 1)]!++;
    }
  }
  const [low] = placeOf(lower, n - before);
  const found = Uint32Array.of(high << LOW_BITS | low);
  return new Float32Array(found.buffer)[0]!;
}

/** The bin that holds the n-th item, and the number of items in those before. */
function placeOf(
  counts: Uint32Array,
  n: number,
): [bin: number, before: number] {
  let before = 0;
  let bin = 0;
  while (before + counts[bin]! < n) before += counts[bin++]!;
  return [bin, before];
}
