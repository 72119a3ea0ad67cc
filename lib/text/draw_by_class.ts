import { random } from "../math/random.ts";
import type { Example, Split } from "./dataset.ts";

/** Options of {@linkcode drawByClass}. */
export interface DrawByClassOptions {
  /** Examples to draw, at most all of them. */
  count: number;
  /** Whole number that fixes the choice. */
  seed: number;
  /** What the draw is for: draws of other names are independent. */
  name: string;
}

/**
 * Draws examples at random so that each class keeps its share.
 *
 * @param examples Examples in any order.
 * @param options Count, seed and purpose.
 * @returns Exactly so many examples in the given order; of a class, its share
 * rounded down, or up where the fractions that are left over are largest.
 * @throws {RangeError} If the count is no whole number from 0.
 */
export function drawByClass(
  examples: Split,
  { count, seed, name }: DrawByClassOptions,
): Example[] {
  if (!Number.isInteger(count) || count < 0) {
    throw new RangeError(
      `Cannot draw examples: count is ${count}, expected a whole number from 0`,
    );
  }
  if (count >= examples.length) return [...examples];
  const stream = random(seed, name);
  const chosen = new Set<Example>();
  for (const { members, take } of quotas(examples, count)) {
    for (const one of stream.shuffle(members).slice(0, take)) chosen.add(one);
  }
  return examples.filter((example) => chosen.has(example));
}

/** How many to take of each class, by Hamilton's method of largest remainders. */
function quotas(examples: Split, count: number) {
  const classes = [...Map.groupBy(examples, ({ label }) => label)]
    .sort(([a], [b]) => a - b)
    .map(([, members]) => {
      const share = members.length * count / examples.length;
      return { members, take: Math.floor(share), rest: share % 1 };
    });
  const missing = count - classes.reduce((sum, { take }) => sum + take, 0);
  const neediest = classes.toSorted((a, b) => b.rest - a.rest);
  for (const one of neediest.slice(0, missing)) one.take += 1;
  return classes;
}
