/**
 * Which elements of a vector belong together where something is counted or
 * chosen among them: those of one tensor of an arena, or of several.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";

/** Elements side by side that belong to one segment. */
export interface Run {
  /** Number of the segment, from 0; several runs may share it. */
  readonly segment: number;
  /** Elements before the first one. */
  readonly start: number;
  /** How many there are. */
  readonly size: number;
}

/** Segments of a vector, ready for the GPU. */
export interface Segments {
  /** Number of segments. */
  readonly count: number;
  /**
   * Pieces of about equal size, one for each workgroup, u32 [blocks, 3]: segment,
   * first element, element after the last.
   */
  readonly blocks: Tensor;
}

/** Elements of a block: enough for a workgroup, few enough to share the work. */
const BLOCK = 4096;

/**
 * Cuts segments into blocks.
 *
 * @param gpu Device that will use them.
 * @param runs Where the segments lie; no element may be in two of them.
 * @returns The segments, numbered as the runs say.
 */
export function cutSegments(gpu: Gpu, runs: readonly Run[]): Segments {
  const blocks = runs.flatMap(({ segment, start, size }) => {
    const count = Math.ceil(size / BLOCK);
    return Array.from({ length: count }, (_, i) => [
      segment,
      start + BLOCK * i,
      start + Math.min(BLOCK * (i + 1), size),
    ]);
  });
  return {
    count: runs.reduce((most, { segment }) => Math.max(most, segment + 1), 0),
    blocks: gpu.tensor([blocks.length, 3], new Uint32Array(blocks.flat())),
  };
}
