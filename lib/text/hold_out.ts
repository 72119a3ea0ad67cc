import { random } from "../math/random.ts";
import type { Example, Split } from "./dataset.ts";

/** Options of {@linkcode holdOut}. */
export interface HoldOutOptions {
  /** Fraction of each class to hold out, from 0 to 1. */
  share: number;
  /** Whole number that fixes the choice. */
  seed: number;
}

/**
 * Sets a random share of the examples aside, the same share of every class.
 *
 * @param examples Examples in any order.
 * @param options Share and seed.
 * @returns The examples kept and those held out, each in the given order; of
 * each class, the share is rounded to the nearest whole number.
 * @throws {RangeError} If the share is not from 0 to 1.
 */
export function holdOut(
  examples: Split,
  { share, seed }: HoldOutOptions,
): { kept: Example[]; held: Example[] } {
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(
      `Cannot hold out examples: share is ${share}, expected a number from 0 to 1`,
    );
  }
  const stream = random(seed, "hold out");
  const chosen = new Set<Example>();
  const classes = Map.groupBy(examples, ({ label }) => label);
  for (const label of [...classes.keys()].sort((a, b) => a - b)) {
    const members = stream.shuffle(classes.get(label)!);
    const count = Math.round(share * members.length);
    for (const member of members.slice(0, count)) chosen.add(member);
  }
  return {
    kept: examples.filter((example) => !chosen.has(example)),
    held: examples.filter((example) => chosen.has(example)),
  };
}
