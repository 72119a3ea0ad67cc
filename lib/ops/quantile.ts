import source from "../../kernels/quantile.wgsl" with { type: "text" };
import { kernel } from "../gpu/kernel.ts";
import { size, type Tensor } from "../gpu/tensor.ts";
import type { Segments } from "./segments.ts";

const wgsl = kernel("quantile", source);

/** Bits of a digit, and how many values it has. */
const [BITS, DIGITS] = [8, 256];

/** Bits of a word. */
const WORD = 32;

/**
 * Finds, in each segment of a vector, the element of a given rank in the order
 * of magnitude; elements of one magnitude are in the order of their index.
 *
 * @param x The vector in its parts, from `sendParts()`.
 * @param segments Its segments.
 * @param ranks For each segment how many of its elements come before the wanted
 * one, from 0; where that are all of them, the result comes after each.
 * @returns The elements, u32 [segments, 2]: bits of the magnitude, and index.
 * @throws {RangeError} If there is not one rank a segment.
 */
export function quantile(
  x: readonly Tensor[],
  { count: segments, parts }: Segments,
  ranks: Uint32Array<ArrayBuffer>,
): Tensor {
  if (ranks.length !== segments) {
    throw new RangeError(
      `Cannot find quantiles: there are ${ranks.length} ranks, expected one for each of ${segments} segments`,
    );
  }
  const { gpu } = x[0]!;
  const cuts = gpu.zeros([segments, 2], { dtype: "u32" });
  using _ = gpu.scope();
  const bind = {
    cuts,
    ranks: gpu.tensor([segments], ranks),
    counts: gpu.zeros([segments, DIGITS], { dtype: "u32" }),
  };
  const length = x.reduce((sum, { shape }) => sum + size(shape), 0);
  for (const digit of digits(length)) {
    const params = { ...digit, first: 0, blocks: 0, segments };
    parts.forEach(({ first, blocks }, i) => {
      const [blockCount = 0] = blocks.shape;
      gpu.run(wgsl, "count", {
        params: { ...params, first, blocks: blockCount },
        bind: { x: x[i]!, blocks, cuts, counts: bind.counts },
        groups: blockCount,
      });
    });
    gpu.run(wgsl, "narrow", { params, bind, threads: segments });
  }
  return cuts;
}

/** Digits of the key, then those that an index below `size` needs, highest first. */
function* digits(size: number) {
  for (let shift = WORD - BITS; shift >= 0; shift -= BITS) {
    yield { shift, of_place: 0, key_known: bitsAbove(shift), place_known: 0 };
  }
  const width = WORD - Math.clz32(size - 1);
  for (let left = Math.ceil(width / BITS); left > 0; left--) {
    const shift = BITS * (left - 1);
    const place_known = bitsAbove(shift);
    yield { shift, of_place: 1, key_known: 0xffffffff, place_known };
  }
}

/** Bits above the digit that starts at a bit. */
function bitsAbove(shift: number): number {
  return 2 ** WORD - 2 ** (shift + BITS);
}
