/**
 * How much of an adapter is kept, and how much is removed.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";

/** Both ways to say the same thing; they add up to 1. */
export interface Density {
  /** Share of the weights that is kept, 0 to 1. */
  readonly density: number;
  /** Share of the weights that is removed, 0 to 1. */
  readonly sparsity: number;
}

/**
 * Completes a density by its sparsity, or the other way round.
 *
 * @param given One of the two, both if they fit each other, or neither.
 * @param usual The density where neither is given.
 * @throws {Failure} If one is not from 0 to 1, or if the two do not add up to 1.
 */
export function densityOf(
  { density, sparsity }: {
    readonly density?: number | undefined;
    readonly sparsity?: number | undefined;
  },
  usual: number,
): Density {
  const kept = density ??
    (sparsity === undefined ? usual : complement(sparsity));
  const removed = sparsity ?? complement(kept);
  if (!(kept >= 0 && kept <= 1)) {
    throw inputError(
      density === undefined
        ? `Cannot prune adapters: sparsity is ${sparsity}, expected a number from 0 to 1`
        : `Cannot prune adapters: density is ${density}, expected a number from 0 to 1`,
    );
  }
  if (removed !== complement(kept) && kept !== complement(removed)) {
    throw inputError(
      `Cannot prune adapters: density is ${kept} and sparsity is ${removed}, expected two numbers that add up to 1, or one of them`,
    );
  }
  return { density: kept, sparsity: removed };
}

/** What is left of 1, without the rounding of 1 - 0.9 = 0.09999999999999998. */
function complement(share: number): number {
  return Number((1 - share).toFixed(12));
}
