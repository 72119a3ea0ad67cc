/**
 * Known answers of the kernels that compare, prune and mix weights.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import { keepAbove } from "./keep_above.ts";
import { type KnownAnswer, tensorOf } from "./known_answer.ts";
import { quantile } from "./quantile.ts";
import { cutSegments } from "./segments.ts";
import { signDiff } from "./sign_diff.ts";
import { signFlips } from "./sign_flips.ts";
import { weightedMean } from "./weighted_mean.ts";

/** Bits of the number 2. */
const TWO = 0x40000000;

/** By name of the kernel. */
export const mixAnswers = {
  keep_above: (gpu) => {
    const { x, segments } = unsorted(gpu);
    keepAbove([x], segments, gpu.tensor([1, 2], Uint32Array.of(TWO, 3)));
    return [[x, [3, 0, 0, -2, 5]]];
  },
  quantile: (gpu) => {
    const { x, segments } = unsorted(gpu);
    return [[quantile([x], segments, Uint32Array.of(2)), [TWO, 3]]];
  },
  sign_diff: (gpu) => {
    const counts = signDiff(
      gpu.tensor([2, 1, 2], Uint32Array.of(0b0011, 0b1100, 0b0110, 0b0001)),
      { segments: gpu.tensor([1, 2], Uint32Array.of(0, 1)) },
    );
    // Opposite in bits 0 and 2, signs in both in bits 0 to 2.
    return [[counts, [0, 4, 2, 3, 2, 3, 0, 3]]];
  },
  sign_flips: (gpu) => {
    const x = tensorOf(gpu, [2, 3], 3, -1, 1, -2, 2, -1);
    const mixtures = gpu.tensor([2], Uint32Array.of(0b11, 0b10));
    // The sums of both are 1, 1 and 0.
    return [[signFlips(x, mixtures), [1, 1, 0, 0]]];
  },
  weighted_mean: (gpu) => {
    const stacked = tensorOf(gpu, [2, 2], 1, 2, 3, 6);
    const weights = tensorOf(gpu, [2, 2], 1, 0, 0.5, 0.5);
    return [[weightedMean(stacked, weights), [1, 2, 2, 4]]];
  },
} satisfies Record<string, KnownAnswer>;

/** By magnitude -1, 2, -2, 3, 5: third comes the -2 at place 3. */
function unsorted(gpu: Gpu) {
  const segments = cutSegments(gpu, [{ segment: 0, start: 0, size: 5 }]);
  return { x: tensorOf(gpu, [5], 3, -1, 2, -2, 5), segments };
}
