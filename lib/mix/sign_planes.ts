/**
 * Signs of weights as bits: a sixteenth of the memory, and 32 at one go.
 *
 * They are packed on the host: reading the weights once takes less time than
 * sending them to the device.
 *
 * @module
 */

/** Signs that one word holds. */
const SIGNS_PER_WORD = 32;

/** Words of positive and of negative signs that so many numbers take, each. */
export function signWords(count: number): number {
  return Math.ceil(count / SIGNS_PER_WORD);
}

/**
 * Packs the signs of numbers into bits: the positive ones into one word, the
 * negative ones into the next, for every 32 numbers.
 *
 * Zero, positive or negative, has no sign: its bit is in neither word. The sign
 * bit is looked at, not the number, so that the smallest numbers keep theirs.
 *
 * @param x The numbers.
 * @param planes Room for two words for every 32 of them, or part of 32.
 */
export function packSigns(x: Float32Array, planes: Uint32Array): void {
  const bits = new Int32Array(x.buffer, x.byteOffset, x.length);
  const whole = x.length - x.length % SIGNS_PER_WORD;
  packWords(bits.subarray(0, whole), planes);
  if (whole === x.length) return;
  const rest = new Int32Array(SIGNS_PER_WORD); // zeros after the end
  rest.set(bits.subarray(whole));
  packWords(rest, planes.subarray(2 * signWords(whole)));
}

/** Highest bit of a word. */
const SIGN = 0x80000000;

/**
 * Packs whole words, bit by bit from above, four numbers a step, each a variable
 * of its own: taken apart from an array they would take half as long again.
 *
 * The highest bit is set in u where the number is negative, in -u where it is
 * positive, in both where it is -0, and in neither where it is 0.
 */
function packWords(bits: Int32Array, planes: Uint32Array): void {
  for (let i = 0, word = 0; i < bits.length; i += SIGNS_PER_WORD) {
    let below = 0;
    let above = 0;
    for (let k = i; k < i + SIGNS_PER_WORD; k += 4) {
      const a = bits[k]!;
      const b = bits[k + 1]!;
      const c = bits[k + 2]!;
      const d = bits[k + 3]!;
      below = below >>> 4 | (a & SIGN) >>> 3 | (b & SIGN) >>> 2 |
        (c & SIGN) >>> 1 | d & SIGN;
      above = above >>> 4 | (-a & SIGN) >>> 3 | (-b & SIGN) >>> 2 |
        (-c & SIGN) >>> 1 | -d & SIGN;
    }
    planes[word++] = above & ~below;
    planes[word++] = below & ~above;
  }
}
