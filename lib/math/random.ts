/**
 * Seeded random streams, each with a name, so that drawing more numbers for
 * one purpose never changes what another purpose draws.
 *
 * @module
 */

/** A sequence of random numbers that is the same for the same seed and name. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded), in steps of 2^-32. */
  uniform(): number;
  /** A whole number from 0 (included) to `below` (excluded). */
  integer(below: number): number;
  /** A number of the normal distribution with mean 0 and deviation 1. */
  normal(): number;
  /** One of the items, all equally likely. */
  pick<T>(items: readonly T[]): T;
  /** The items in random order, as a new array. */
  shuffle<T>(items: readonly T[]): T[];
}

/**
 * Opens a random stream.
 *
 * @param seed Whole number that the user chose.
 * @param name What the numbers are for, e.g. "adapter" or "order/3".
 * @returns The stream, from its start.
 * @see Chris Doty-Humphrey's sfc32, from PractRand
 *
 * @example
 * ```ts
 * import { random } from "mixology";
 * import { notStrictEqual, strictEqual } from "node:assert/strict";
 *
 * strictEqual(random(1, "head").uniform(), random(1, "head").uniform());
 * notStrictEqual(random(1, "head").uniform(), random(1, "order").uniform());
 * ```
 */
export function random(seed: number, name: string): Random {
  let [a, b, c, counter] = [hash(name, seed), seed >>> 0, hash(name, ~seed), 1];
  const bits = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp++) bits();

  const uniform = () => bits() / 2 ** 32;
  const integer = (below: number) => Math.floor(uniform() * below);
  const pick = <T>(items: readonly T[]): T => {
    if (items.length === 0) {
      throw new RangeError("Cannot pick an item: there are 0, expected some");
    }
    return items[integer(items.length)]!;
  };
  return {
    uniform,
    integer,
    pick,
    // Box and Muller: 1 - u is never 0, so the logarithm is finite.
    normal: () =>
      Math.sqrt(-2 * Math.log(1 - uniform())) *
      Math.cos(2 * Math.PI * uniform()),
    shuffle<T>(items: readonly T[]): T[] {
      const result = [...items];
      for (let i = result.length - 1; i > 0; i--) {
        const j = integer(i + 1);
        [result[i], result[j]] = [result[j]!, result[i]!];
      }
      return result;
    },
  };
}

/** 32-bit FNV-1a of the text's UTF-16 units, started from a seed. */
function hash(text: string, seed: number): number {
  let value = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  }
  return value >>> 0;
}
