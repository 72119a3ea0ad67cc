import source from "../../kernels/sign_diff.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("sign_diff", source);

/**
 * Counts, for pairs of vectors, the positions where their signs are opposite,
 * and those where both have a sign.
 *
 * Zero has no sign: a position where either number is zero never counts.
 *
 * @param planes Signs of the vectors, from `packSigns()`, u32 [rows, words, 2].
 * @param what `pairs`: rows to compare, u32 [pairs, 2]; `segments`: stretches to
 * count by themselves, each its first word and the one after its last,
 * u32 [segments, 2].
 * @returns The counts, u32 [segments, pairs, 2]: opposite signs, then signs in both.
 * @throws {RangeError} If a tensor has not such a shape.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 3
 */
export function signDiff(
  planes: Tensor,
  { pairs, segments }: { pairs: Tensor; segments: Tensor },
): Tensor {
  const { gpu, shape: [rows = 0, words = 0] } = planes;
  const [pairCount = 0] = pairs.shape;
  const [segmentCount = 0] = segments.shape;
  expectShape("signDiff planes", planes, [rows, words, 2]);
  expectShape("signDiff pairs", pairs, [pairCount, 2]);
  expectShape("signDiff segments", segments, [segmentCount, 2]);
  const counts = gpu.empty([segmentCount, pairCount, 2], { dtype: "u32" });
  gpu.run(wgsl, "count", {
    params: { words, segments: segmentCount, pairs: pairCount },
    bind: { planes, segments, pairs, counts },
    groups: segmentCount * pairCount,
  });
  return counts;
}
