import type { Example, Split } from "./dataset.ts";
import { drawByClass } from "./draw_by_class.ts";

/** Options of {@linkcode holdOut}. */
export interface HoldOutOptions {
  /** Fraction of each class to hold out, from 0 to 1. */
  share: number;
  /** Whole number that fixes the choice. */
  seed: number;
  /** What is held out: other names draw independently. @default {"hold out"} */
  name?: string;
}

/**
 * Sets a random share of the examples aside, the same share of every class.
 *
 * @param examples Examples in any order.
 * @param options Share and seed.
 * @returns The examples kept and those held out, each in the given order; their
 * number is rounded to the nearest whole one.
 * @throws {RangeError} If the share is not from 0 to 1.
 */
export function holdOut(
  examples: Split,
  { share, seed, name = "hold out" }: HoldOutOptions,
): { kept: Example[]; held: Example[] } {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(
      `Cannot hold out examples: share is ${share}, expected a number from 0 to 1`,
    );
  }
  const count = Math.round(share * examples.length);
  const held = drawByClass(examples, { count, seed, name });
  const chosen = new Set(held);
  return { kept: examples.filter((example) => !chosen.has(example)), held };
}
