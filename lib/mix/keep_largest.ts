import { nthMagnitude } from "../math/nth_magnitude.ts";
import type { Numbers } from "./tensors.ts";

/**
 * Sets all but the largest numbers to zero.
 *
 * @param values The numbers.
 * @param count How many to keep, from 0 to all; of equally large ones, those that
 * come last, as `prune()` does.
 * @returns The numbers with zeros among them; what is kept is kept bit for bit.
 * @throws {RangeError} If there are not so many.
 */
export function keepLargest(values: Numbers, count: number): Numbers {
  const kept = new Float32Array(values.length);
  if (count === 0) return kept;
  const least = nthMagnitude(values, values.length - count + 1);
  let larger = 0;
  for (const value of values) if (Math.abs(value) > least) larger++;
  let equal = count - larger;
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i]!;
    const magnitude = Math.abs(value);
    if (magnitude < least) continue;
    if (magnitude > least || equal-- > 0) kept[i] = value;
  }
  return kept;
}
