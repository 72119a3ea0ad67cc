/**
 * Subsets of a short list: as lists, and as bit masks where bit i stands for
 * item i.
 *
 * @module
 */

/** Longest list whose subsets are listed: 2^24 masks still fit in memory. */
const MAX_MASKED = 24;

/**
 * Every choice of k items, in lexicographic order of the items' places.
 *
 * @param items Items to choose from.
 * @param k How many to choose, a whole number from 0 to the number of items.
 * @returns The choices, each in the items' order.
 * @throws {RangeError} If k is not such a number.
 *
 * @example
 * ```ts
 * import { combinations } from "./subsets.ts";
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(combinations(["a", "b", "c"], 2), [
 *   ["a", "b"],
 *   ["a", "c"],
 *   ["b", "c"],
 * ]);
 * ```
 */
export function combinations<T>(items: readonly T[], k: number): T[][] {
  if (!Number.isInteger(k) || k < 0 || k > items.length) {
    throw new RangeError(
      `Cannot choose items: k is ${k}, expected a whole number from 0 to ${items.length}`,
    );
  }
  const found: T[][] = [];
  const chosen: T[] = [];
  const extend = (from: number) => {
    const missing = k - chosen.length;
    if (missing === 0) {
      found.push([...chosen]);
      return;
    }
    for (let i = from; i <= items.length - missing; i++) {
      chosen.push(items[i]!);
      extend(i + 1);
      chosen.pop();
    }
  };
  extend(0);
  return found;
}

/**
 * Every choice of k items with a given one among them, in the order of
 * {@linkcode combinations}.
 *
 * @param items Items to choose from, all different.
 * @param item The one that each choice holds.
 * @param k How many to choose, the given one included, from 1.
 * @returns The choices, each in the items' order.
 * @throws {RangeError} If the item is not among them or k is out of range.
 */
export function subsetsContaining<T>(
  items: readonly T[],
  item: T,
  k: number,
): T[][] {
  const place = items.indexOf(item);
  if (place < 0) {
    throw new RangeError(
      `Cannot choose items with "${item}": it is not among them, expected one of ${
        items.join(", ")
      }`,
    );
  }
  const order = new Map(items.map((each, i) => [each, i]));
  return combinations(items.toSpliced(place, 1), k - 1).map((others) =>
    [...others, item].sort((a, b) => order.get(a)! - order.get(b)!)
  );
}

/**
 * Masks of all subsets but the empty one: small subsets first, those of one
 * size in the order of {@linkcode combinations}.
 *
 * @param n Number of items, from 0 to 24.
 * @returns The masks, 2^n - 1 of them.
 * @throws {RangeError} If n is not such a number.
 */
export function allSubsets(n: number): number[] {
  if (!Number.isInteger(n) || n < 0 || n > MAX_MASKED) {
    throw new RangeError(
      `Cannot list subsets: n is ${n}, expected a whole number from 0 to ${MAX_MASKED}`,
    );
  }
  const bits = Array.from({ length: n }, (_, i) => 1 << i);
  return bits.flatMap((_, i) =>
    combinations(bits, i + 1).map((chosen) =>
      chosen.reduce((mask, bit) => mask | bit, 0)
    )
  );
}

/**
 * Items that a mask stands for.
 *
 * @param mask Bit mask, a whole number.
 * @param items All items, at most 31; bit i stands for item i.
 * @returns The chosen items, in the items' order.
 * @throws {RangeError} If the mask has a bit beyond the items.
 */
export function namesOf<T>(mask: number, items: readonly T[]): T[] {
  if (!Number.isInteger(mask) || mask < 0 || mask >= 2 ** items.length) {
    throw new RangeError(
      `Cannot name the subset: its mask is ${mask}, expected a whole number from 0 to ${
        2 ** items.length - 1
      }`,
    );
  }
  return items.filter((_, i) => mask & (1 << i));
}

/**
 * Mask that stands for items.
 *
 * @param chosen The chosen items, in any order.
 * @param items All items, at most 31; bit i stands for item i.
 * @returns The bit mask.
 * @throws {RangeError} If a chosen item is not among them, or is there twice.
 */
export function maskOf<T>(chosen: readonly T[], items: readonly T[]): number {
  return chosen.reduce((mask, item) => {
    const place = items.indexOf(item);
    if (place < 0 || mask & (1 << place)) {
      throw new RangeError(
        `Cannot mask "${item}": it is ${
          place < 0 ? "unknown" : "there twice"
        }, expected different ones of ${items.join(", ")}`,
      );
    }
    return mask | (1 << place);
  }, 0);
}
