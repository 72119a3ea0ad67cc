import type { Random } from "../../lib/math/random.ts";

/**
 * Picks an item that is not the given one.
 *
 * @param items Items, two different ones at least.
 * @param item The one to leave out.
 * @param random Where the pick comes from.
 * @returns Another item.
 */
export function other<T>(items: readonly T[], item: T, random: Random): T {
  return random.pick(items.filter((candidate) => candidate !== item));
}
