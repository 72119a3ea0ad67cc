/**
 * A packed batch on the GPU: sequences end to end, without padding.
 *
 * @module
 */
import type { PackedBatch } from "../text/batches.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Dropout } from "../ops/dropout.ts";
import { sendSequences, type Sequences } from "../ops/sequences.ts";
import { chooseRows, type RowChoice } from "../ops/take_rows.ts";

/** What every layer may need to know of the batch that it works on. */
export interface Batch extends PackedBatch {
  /** Where its sequences lie. */
  readonly sequences: Sequences;
  /**
   * How the next place of the network drops elements at this rate.
   *
   * @returns Nothing in evaluation, and in training a key that no other place has.
   */
  drop(rate: number): Dropout | undefined;
}

/**
 * Sends a packed batch to the GPU.
 *
 * @param gpu Device to send it to.
 * @param packed The batch on the host.
 * @param noise Gives the key of each place's dropout; absent in evaluation.
 */
export function sendBatch<Packed extends PackedBatch>(
  gpu: Gpu,
  packed: Packed,
  noise?: () => number,
): Batch & Packed {
  return {
    ...packed,
    sequences: sendSequences(gpu, packed.offsets),
    drop: (rate) => noise && rate > 0 ? { rate, key: noise() } : undefined,
  };
}

/** Chooses the first token of each sequence of a batch. */
export function firstTokens({ offsets, sequences }: Batch): RowChoice {
  return chooseRows(sequences.index.gpu, offsets.slice(0, -1), offsets);
}
