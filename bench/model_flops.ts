/**
 * Floating-point operations of a network's passes: those of its products only.
 *
 * @module
 */
import { bottleneckWidth, isLora } from "../lib/adapter/config.ts";
import type { Bout } from "./step_bout.ts";

/**
 * Counts a forward pass, in which the last block works for first tokens only.
 *
 * @param bout The network, with a bottleneck after each feed-forward sublayer,
 * and its sequences.
 */
export function forwardFlops(bout: Bout): number {
  const blocks = bout.config.num_hidden_layers;
  return bout.encoded.reduce(
    (sum, { ids }) => sum + sequenceFlops(bout, blocks, ids.length),
    0,
  );
}

/**
 * Counts a step of adapter training: the way back costs as much as the forward
 * pass, but stops above the first block, whose adapter is the lowest.
 *
 * @param bout As {@linkcode forwardFlops} takes it.
 */
export function trainingFlops(bout: Bout): number {
  const blocks = bout.config.num_hidden_layers - 1;
  return forwardFlops(bout) + bout.encoded.reduce(
    (sum, { ids }) => sum + sequenceFlops(bout, blocks, ids.length),
    0,
  );
}

/** Products of a sequence in so many blocks, the last one among them. */
function sequenceFlops(
  { config, adapter }: Bout,
  blocks: number,
  tokens: number,
): number {
  if (blocks === 0) return 0;
  const { hidden_size: hidden, intermediate_size: inner } = config;
  const width = isLora(adapter) ? 0 : bottleneckWidth(adapter, hidden, 0);
  const keys = 2 * 2 * hidden * hidden; // of a token: its key and its value
  const rest = 2 * hidden * (2 * hidden + 2 * inner + 2 * width) +
    2 * 2 * tokens * hidden;
  return (blocks - 1) * tokens * (keys + rest) + tokens * keys + rest;
}
