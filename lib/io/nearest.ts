/**
 * Finds the name that the user probably meant.
 *
 * @param word What the user wrote.
 * @param names What there is.
 * @returns The name with the fewest letters to change, or undefined if more
 * than a third of the word would have to change.
 *
 * @example
 * ```ts
 * import { nearest } from "./nearest.ts";
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(nearest("lerning-rate", ["learning-rate", "seed"]), "learning-rate");
 * ```
 */
export function nearest(
  word: string,
  names: readonly string[],
): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(word, name);
    if (distance <= most && distance < (best?.distance ?? Infinity)) {
      best = { name, distance };
    }
  }
  return best?.name;
}

/**
 * Letters to add, take away or replace to turn one word into another.
 *
 * @see Wagner and Fischer 1974, "The String-to-String Correction Problem"
 */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
