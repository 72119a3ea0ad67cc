import source from "../../kernels/weighted_mean.wgsl" with { type: "text" };
import { expectShape } from "../gpu/shape.ts";
import type { Dtype, Tensor } from "../gpu/tensor.ts";
import { elementForms } from "./elements.ts";

const formOf = elementForms<"TILE">("weighted_mean", source);

/** Mixtures that one thread makes, at most. */
const MAX_TILE = 8;

/**
 * Mixes stacked vectors, in many ways at once: sums of weight times vector.
 *
 * A mixture of one vector at weight 1 is that vector, bit for bit.
 *
 * @param stacked The vectors, [members, size].
 * @param weights Weight of each vector in each mixture, [mixtures, members]; to
 * get means, those of a mixture should add up to 1.
 * @param options Type in which the mixtures are stored; f32 if absent, as the
 * vectors and weights are.
 * @returns The mixtures, [mixtures, size].
 * @throws {RangeError} If there is not one weight a vector.
 * @see Nguyen and Le 2024, arXiv:2402.10639, equation 1
 */
export function weightedMean(
  stacked: Tensor,
  weights: Tensor,
  { dtype = "f32" }: { dtype?: Dtype } = {},
): Tensor {
  const { gpu, shape: [members = 0, size = 0] } = stacked;
  const [mixtures = 0] = weights.shape;
  expectShape("weightedMean stacked", stacked, [members, size]);
  expectShape("weightedMean weights", weights, [mixtures, members]);
  const out = gpu.empty([mixtures, size], { dtype });
  const { cols, wgsl } = formOf(size);
  const tile = Math.max(1, Math.min(MAX_TILE, mixtures));
  gpu.run(wgsl({ TILE: tile }, dtype), "forward", {
    params: { mixtures, members, size: cols },
    bind: { stacked, weights, out },
    threads: Math.ceil(mixtures / tile) * cols,
  });
  return out;
}
