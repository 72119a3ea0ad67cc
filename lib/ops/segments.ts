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
  /** What lies in each part of the vector; a segment may lie in several. */
  readonly parts: readonly SegmentedPart[];
}

/** Part of a vector that is too large for one binding. */
export interface SegmentedPart {
  /** Elements of the vector before the part. */
  readonly first: number;
  /**
   * Pieces of about equal size, one for each workgroup, u32 [blocks, 3]: segment,
   * first element, element after the last, counted from the vector's start.
   */
  readonly blocks: Tensor;
}

/** Elements of a block: enough for a workgroup, few enough to share the work. */
const BLOCK = 4096;

/** Elements of a part: 64 MiB, which every device binds. */
const PART = 2 ** 24;

/**
 * Cuts segments into blocks.
 *
 * @param gpu Device that will use them.
 * @param runs Where the segments lie; no element may be in two of them.
 * @param part Elements of each part of the vector but the last.
 * @returns The segments, numbered as the runs say, in at least one part.
 */
export function cutSegments(
  gpu: Gpu,
  runs: readonly Run[],
  part = PART,
): Segments {
  const size = runs.reduce((n, run) => Math.max(n, run.start + run.size), 1);
  const parts: SegmentedPart[] = [];
  for (let first = 0; first < size; first += part) {
    const found = blocksOf(runs, first, first + part);
    const blocks = gpu.tensor([found.length, 3], new Uint32Array(found.flat()));
    parts.push({ first, blocks });
  }
  const count = runs.reduce((n, { segment }) => Math.max(n, segment + 1), 0);
  return { count, parts };
}

/** Blocks of what lies in a part: segment, first element, element after the last. */
function blocksOf(
  runs: readonly Run[],
  first: number,
  end: number,
): [segment: number, from: number, to: number][] {
  return runs.flatMap(({ segment, start, size }) => {
    const from = Math.max(first, start);
    const to = Math.min(end, start + size);
    const count = Math.max(0, Math.ceil((to - from) / BLOCK));
    return Array.from({ length: count }, (_, i): [number, number, number] => [
      segment,
      from + BLOCK * i,
      Math.min(from + BLOCK * (i + 1), to),
    ]);
  });
}

/**
 * Sends a vector in the parts that {@linkcode cutSegments} cuts it into.
 *
 * @param gpu Device to send it to.
 * @param data The vector.
 * @param part Elements of each part but the last.
 * @returns The parts, at least one.
 */
export function sendParts(
  gpu: Gpu,
  data: Float32Array<ArrayBuffer>,
  part = PART,
): Tensor[] {
  const count = Math.max(1, Math.ceil(data.length / part));
  return Array.from({ length: count }, (_, i) => {
    const some = data.subarray(part * i, part * (i + 1));
    return gpu.tensor([some.length], some);
  });
}
