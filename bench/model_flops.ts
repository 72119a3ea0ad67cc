/**
 * Floating-point operations of a network's passes: those of its products only.
 *
 * @module
 */
import { mixtureFlops } from "../lib/evaluate/flops.ts";
import type { Bout } from "./step_bout.ts";

/**
 * Counts a forward pass, in which the last block works for first tokens only.
 *
 * @param bout The network and its sequences.
 */
export function forwardFlops(bout: Bout): number {
  const { shared, own } = flopsOf(bout);
  return shared + own;
}

/**
 * Counts a step of adapter training: the way back costs as much as the forward
 * pass, but stops at the lowest adapter.
 *
 * @param bout As {@linkcode forwardFlops} takes it.
 */
export function trainingFlops(bout: Bout): number {
  const { shared, own } = flopsOf(bout);
  return shared + 2 * own;
}

/** Operations below the lowest adapter, and from there on. */
function flopsOf({ config, adapter, encoded }: Bout) {
  const lengths = encoded.map(({ ids }) => ids.length);
  return mixtureFlops({ encoder: config, adapter }, lengths);
}
