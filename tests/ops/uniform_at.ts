/**
 * The random numbers of kernels/_random.wgsl, on the host.
 *
 * @module
 */

/** The hash of one word: Jarzynski and Olano 2020, pcg_hash. */
function mixBits(word: number): number {
  const state = (Math.imul(word, 747796405) + 2891336453) >>> 0;
  const turned = (state >>> ((state >>> 28) + 4)) ^ state;
  const mixed = Math.imul(turned, 277803737) >>> 0;
  return ((mixed >>> 22) ^ mixed) >>> 0;
}

/** Uniform number from 0 to below 1 for place `counter` of the stream `key`. */
export function uniformAt(key: number, counter: number): number {
  return (mixBits((mixBits(counter) ^ key) >>> 0) >>> 8) / 2 ** 24;
}
