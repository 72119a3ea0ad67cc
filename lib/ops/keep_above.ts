import source from "../../kernels/keep_above.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import type { Segments } from "./segments.ts";

const wgsl = kernel("keep_above", source);

/**
 * Zeroes, in each segment of a vector, the elements that come before a given one
 * in the order of magnitude; the vector itself is changed.
 *
 * @param x The vector in its parts, from `sendParts()`; what lies in no segment
 * stays.
 * @param segments Its segments.
 * @param cuts First element to keep in each, from `quantile()`, u32 [segments, 2].
 * @throws {RangeError} If there is not one cut a segment.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 2
 */
export function keepAbove(
  x: readonly Tensor[],
  { count, parts }: Segments,
  cuts: Tensor,
): void {
  expectShape("keepAbove cuts", cuts, [count, 2]);
  parts.forEach(({ first, blocks }, i) => {
    const [blockCount = 0] = blocks.shape;
    cuts.gpu.run(wgsl, "apply", {
      params: { first, blocks: blockCount },
      bind: { x: x[i]!, blocks, cuts },
      groups: blockCount,
    });
  });
}
