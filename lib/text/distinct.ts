import type { Example, Split } from "./dataset.ts";
import { TextSet } from "./text_set.ts";

/**
 * Leaves out the examples whose text has come before, white space apart.
 *
 * @param split Examples in any order.
 * @returns The first example of each text, in the given order.
 */
export function distinct(split: Split): Example[] {
  const seen = new TextSet();
  return split.filter((example) => seen.add(example));
}

/**
 * Leaves out the examples whose text others have too, white space apart.
 *
 * @param split Examples to choose from.
 * @param others Examples whose texts are not wanted.
 * @returns The examples that read unlike all the others, in the given order.
 */
export function without(split: Split, others: Split): Example[] {
  const taken = new TextSet();
  for (const other of others) taken.add(other);
  return split.filter((example) => !taken.has(example));
}
