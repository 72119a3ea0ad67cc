import source from "../../kernels/sign_diff.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";

const wgsl = variants("sign_diff", source);

/** Rows on either side of a tile of pairs, at most: what registers hold. */
const MAX_TILE = { cpu: 8, gpu: 4 } as const;

/**
 * Counts, for every two vectors, the positions where their signs are opposite,
 * and those where both have a sign.
 *
 * Zero has no sign: a position where either number is zero never counts.
 *
 * @param planes Signs of the vectors, u32 [rows, words, 2]: a word of positive
 * and a word of negative signs for every 32 numbers.
 * @param what `segments`: stretches to count by themselves, each its first word
 * and the one after its last, at most 2^20 words, u32 [segments, 2]; `firsts`:
 * how many of the first vectors to compare with all of them, all if absent.
 * @returns The counts, u32 [segments, firsts, rows, 2]: opposite signs, then
 * signs in both.
 * @throws {RangeError} If a tensor has not such a shape, or if there are not so
 * many vectors.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 3
 */
export function signDiff(
  planes: Tensor,
  { segments, firsts }: { segments: Tensor; firsts?: number },
): Tensor {
  const { gpu, shape: [rows = 0, words = 0] } = planes;
  const [segmentCount = 0] = segments.shape;
  expectShape("signDiff planes", planes, [rows, words, 2]);
  expectShape("signDiff segments", segments, [segmentCount, 2]);
  const compared = firsts ?? rows;
  if (!Number.isInteger(compared) || compared < 0 || compared > rows) {
    throw new RangeError(
      `Cannot compare signs: firsts is ${compared}, expected a whole number from 0 to ${rows}`,
    );
  }
  const tile = tileOf(rows, MAX_TILE[gpu.info.profile]);
  const tiles = Math.ceil(compared / tile) * Math.ceil(rows / tile);
  const shape = [segmentCount, compared, rows, 2];
  const counts = gpu.empty(shape, { dtype: "u32" });
  gpu.run(wgsl({ TILE: tile }), "count", {
    params: { rows, words, firsts: compared, segments: segmentCount },
    bind: { planes, segments, counts },
    groups: segmentCount * tiles,
  });
  return counts;
}

/** Smallest tile that needs no more of them than the largest one. */
function tileOf(rows: number, most: number): number {
  return Math.max(1, Math.ceil(rows / Math.ceil(rows / most)));
}
