import { mean } from "../../math/stats.ts";
import { greedy } from "../greedy.ts";
import type { Matrix } from "../fsd.ts";

/** What is chosen and what is left out, by place. */
export interface Choice {
  /** Adapters to mix, in the order in which they were taken; none or at least two. */
  readonly chosen: readonly number[];
  /** All others. */
  readonly left: readonly number[];
  /** The two that agree most, chosen or not; nothing if there are not two. */
  readonly nearest?: readonly [number, number];
}

/**
 * Chooses the adapters whose signs agree: from the best pair on, always the one of
 * the least mean difference from those chosen already, as long as every chosen
 * adapter's mean difference from the others stays within a bound.
 *
 * @param conflict Fraction of sign difference of every two adapters, 0 to 1.
 * @param bound Most mean difference of a member, 0 to 1.
 * @param barred Places that are not chosen whatever their signs.
 * @returns Places in the matrix.
 */
export function chooseMixable(
  conflict: Matrix,
  bound: number,
  barred: readonly number[] = [],
): Choice {
  const places = [...conflict.keys()].filter((at) => !barred.includes(at));
  const free = places.map((i) => places.map((j) => conflict[i]![j]!));
  let chosen: number[] = [];
  let nearest: [number, number] | undefined;
  if (places.length > 1) {
    const order = greedy(free, places.length, { rule: "incremental" });
    nearest = [places[order[0]!]!, places[order[1]!]!];
    for (let count = 2; count <= order.length; count++) {
      const wider = order.slice(0, count);
      const within = wider.every((place) =>
        meanTo(free, place, wider) <= bound
      );
      if (!within) break;
      chosen = wider.map((place) => places[place]!);
    }
  }
  const left = [...conflict.keys()].filter((at) => !chosen.includes(at));
  return { chosen, left, ...(nearest && { nearest }) };
}

/**
 * Mean of an adapter's differences from others.
 *
 * @param conflict Fraction of sign difference of every two adapters.
 * @param place The adapter.
 * @param others Places of the others; its own does not count.
 * @returns The mean; 0 if there are no others.
 */
export function meanTo(
  conflict: Matrix,
  place: number,
  others: readonly number[],
): number {
  const values = others.filter((other) => other !== place)
    .map((other) => conflict[place]![other]!);
  return values.length === 0 ? 0 : mean(values);
}
