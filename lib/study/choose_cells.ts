/**
 * Which mixtures are evaluated on which targets.
 *
 * @module
 */
import { random } from "../math/random.ts";
import { subsetsContaining } from "../math/subsets.ts";
import type { Cell } from "./row.ts";

/** A mixture and the target that it is judged on. */
export type MixedOn = Pick<Cell, "mixed" | "target">;

/** Options of {@linkcode chooseCells}. */
export interface ChooseCellsOptions {
  /** Data sets to judge on, each with an adapter of its name; all by default. */
  readonly targets?: readonly string[] | undefined;
  /**
   * Most mixtures of each size for each target; 0 for all. Single adapters, pairs
   * and the mixture of all adapters are never left out.
   */
  readonly perSize: number;
  /** Whole number that fixes which mixtures are drawn. */
  readonly seed: number;
}

/**
 * Mixtures that hold the target's own adapter, small ones first, target by target.
 *
 * @param names Names of the adapters.
 * @param options Targets, and how many mixtures to draw.
 * @returns The cells; all of them if nothing is drawn: n * 2^(n - 1).
 * @throws {RangeError} If a target is not among the names.
 * @see Nguyen and Le 2024, arXiv:2402.10639, section 4
 */
export function chooseCells(
  names: readonly string[],
  { targets = names, perSize, seed }: ChooseCellsOptions,
): MixedOn[] {
  return targets.flatMap((target) =>
    names.flatMap((_, i) => {
      const k = i + 1;
      const sets = subsetsContaining(names, target, k);
      const exempt = k <= 2 || perSize === 0 || sets.length <= perSize;
      const drawn = exempt
        ? sets
        : draw(sets, perSize, random(seed, `mixtures/${target}/${k}`));
      return drawn.map((members) => ({ mixed: members.join("+"), target }));
    })
  );
}

/** Every subset of the adapters on each of its members' targets. */
export function allCells(names: readonly string[]): MixedOn[] {
  return chooseCells(names, { perSize: 0, seed: 0 });
}

/**
 * Some of the items at random.
 *
 * @param items All items, each different.
 * @param count How many to draw; all if there are no more.
 * @param stream Where the choice comes from.
 * @returns The drawn ones, in the order of all.
 */
export function draw<T>(
  items: readonly T[],
  count: number,
  stream: ReturnType<typeof random>,
): T[] {
  const chosen = new Set(stream.shuffle(items).slice(0, count));
  return items.filter((item) => chosen.has(item));
}
