/**
 * A packed batch on the GPU: sequences end to end, without padding.
 *
 * @module
 */
import type { PackedBatch } from "../text/batches.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import type { Dropout } from "../ops/dropout.ts";
import { chooseRows, type RowChoice } from "../ops/take_rows.ts";

/** What every layer may need to know of the batch that it works on. */
export interface Batch extends PackedBatch {
  /** First token of each sequence, and the number of tokens, u32 [sequences + 1]. */
  readonly starts: Tensor;
  /** Sequence that each token is part of, u32 [tokens]. */
  readonly sequenceOf: Tensor;
  /** Tokens of the longest sequence. */
  readonly longest: number;
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
  const { offsets } = packed;
  const sequences = offsets.length - 1;
  const sequenceOf = new Uint32Array(offsets.at(-1) ?? 0);
  let longest = 0;
  for (let s = 0; s < sequences; s++) {
    const [start, end] = [offsets[s]!, offsets[s + 1]!];
    sequenceOf.fill(s, start, end);
    longest = Math.max(longest, end - start);
  }
  return {
    ...packed,
    starts: gpu.tensor([offsets.length], offsets),
    sequenceOf: gpu.tensor([sequenceOf.length], sequenceOf),
    longest,
    drop: (rate) => noise && rate > 0 ? { rate, key: noise() } : undefined,
  };
}

/** Chooses the first token of each sequence of a batch. */
export function firstTokens({ offsets, starts }: Batch): RowChoice {
  return chooseRows(starts.gpu, offsets.slice(0, -1), offsets.at(-1) ?? 0);
}
