import source from "../../kernels/weighted_mean.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";

const wgsl = kernel("weighted_mean", source);

/**
 * Mixes stacked vectors, in many ways at once: sums of weight times vector.
 *
 * A mixture of one vector at weight 1 is that vector, bit for bit.
 *
 * @param stacked The vectors, [members, size].
 * @param weights Weight of each vector in each mixture, [mixtures, members]; to
 * get means, those of a mixture should add up to 1.
 * @returns The mixtures, [mixtures, size].
 * @throws {RangeError} If there is not one weight a vector.
 * @see Nguyen and Le 2024, arXiv:2402.10639, equation 1
 */
export function weightedMean(stacked: Tensor, weights: Tensor): Tensor {
  const { gpu, shape: [members = 0, size = 0] } = stacked;
  const [mixtures = 0] = weights.shape;
  expectShape("weightedMean stacked", stacked, [members, size]);
  expectShape("weightedMean weights", weights, [mixtures, members]);
  const out = gpu.empty([mixtures, size]);
  const params = { mixtures, members, size };
  if (size % 4 === 0) {
    gpu.run(wgsl, "forward_by_4", {
      params,
      bind: { stacked4: stacked, weights, out4: out },
      threads: mixtures * size / 4,
    });
  } else {
    gpu.run(wgsl, "forward", {
      params,
      bind: { stacked, weights, out },
      threads: mixtures * size,
    });
  }
  return out;
}
