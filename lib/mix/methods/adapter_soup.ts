/**
 * AdapterSoup: the mean of the adapters whose domains are near the target's.
 *
 * @module
 */
import { inputError } from "../../io/failure.ts";
import type { Weights } from "../../io/safetensors.ts";

/**
 * Which adapters are near enough, and how many at most: those whose texts have a
 * mean cosine above 0.15 with the target's, up to five; or those whose clusters
 * take in at least a tenth of the target's texts.
 */
const RULES = {
  similarity: { most: 5, suffices: (cosine: number) => cosine > 0.15 },
  clustering: { most: Infinity, suffices: (share: number) => share >= 0.1 },
} as const;

/** How near the adapters are to a target. */
export interface AdapterSoupOptions {
  /** A mean cosine, or a share of the target's texts, for each adapter. */
  readonly nearness?: readonly number[] | undefined;
  /** Which of the two it is; similarity by default. */
  readonly selection?: keyof typeof RULES | undefined;
}

/**
 * Chooses the adapters whose domains are near the target's, of which the soup is
 * the mean.
 *
 * @param adapters The adapters on offer.
 * @param options How near each of them is.
 * @returns Their places, nearest first.
 * @throws {Failure} If there is not one number for each, or if none is near.
 * @see Chronopoulou et al. 2023, arXiv:2302.07027, section 3
 */
export function adapterSoup(
  adapters: readonly Weights[],
  { nearness = [], selection }: AdapterSoupOptions,
): readonly number[] {
  if (nearness.length !== adapters.length) {
    throw inputError(
      `Cannot choose adapters for a soup: it is known how near ${nearness.length} of them are, expected ${adapters.length}`,
    );
  }
  const chosen = nearest(nearness, selection);
  if (chosen.length > 0) return chosen;
  throw inputError(
    `Cannot choose adapters for a soup: the nearest one's ${
      selection === "clustering" ? "share" : "similarity"
    } is ${Math.max(...nearness)}, expected ${
      selection === "clustering" ? "at least 0.1" : "more than 0.15"
    }`,
  );
}

/**
 * Places of the adapters that are near enough, nearest first; ties by place.
 *
 * @param nearness A mean cosine, or a share of the target's texts, for each.
 * @param selection Which of the two it is.
 */
export function nearest(
  nearness: readonly number[],
  selection: keyof typeof RULES = "similarity",
): number[] {
  const { most, suffices } = RULES[selection];
  return [...nearness.keys()]
    .filter((place) => suffices(nearness[place]!))
    .sort((a, b) => nearness[b]! - nearness[a]!)
    .slice(0, Math.min(most, nearness.length));
}
