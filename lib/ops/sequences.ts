/**
 * Where the sequences of a packed batch lie, as kernels read it.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";

/**
 * Sequences end to end, ready for the GPU.
 *
 * All that kernels look up is in one tensor: WebGPU promises no more than eight
 * to a kernel, and attention has seven others.
 */
export interface Sequences {
  /**
   * First token of each sequence, and the number of tokens; then the sequence
   * that each token is part of; then what {@linkcode chooseRows} adds; u32.
   */
  readonly index: Tensor;
  /** Number of sequences. */
  readonly count: number;
  /** Number of tokens. */
  readonly tokens: number;
  /** Tokens of the longest sequence. */
  readonly longest: number;
}

/** Place in the index of the sequence that the first token is part of. */
export function sequenceOfAt({ count }: Pick<Sequences, "count">): number {
  return count + 1;
}

/**
 * Sends where sequences lie to the GPU.
 *
 * @param gpu Device to send it to.
 * @param offsets First token of each sequence, and the number of tokens.
 * @param parts What the index has after what is its own.
 */
export function sendSequences(
  gpu: Gpu,
  offsets: Uint32Array<ArrayBuffer>,
  ...parts: readonly Uint32Array<ArrayBuffer>[]
): Sequences {
  const count = Math.max(0, offsets.length - 1);
  const tokens = offsets.at(-1) ?? 0;
  const sequenceOf = new Uint32Array(tokens);
  let longest = 0;
  for (let s = 0; s < count; s++) {
    const [start, end] = [offsets[s]!, offsets[s + 1]!];
    sequenceOf.fill(s, start, end);
    longest = Math.max(longest, end - start);
  }
  const index = joined(offsets, sequenceOf, ...parts);
  return { index: gpu.tensor([index.length], index), count, tokens, longest };
}

/** Puts arrays end to end. */
function joined(
  ...parts: readonly Uint32Array<ArrayBuffer>[]
): Uint32Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const all = new Uint32Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
