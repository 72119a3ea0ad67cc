import source from "../../kernels/sign_flips.wgsl" with { type: "text" };
import { variants } from "../gpu/kernel.ts";
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";

const wgsl = variants("sign_flips", source);

/** Positions that one thread goes through: enough to pay for adding its counts. */
const CHUNK = 4096;

/** Most vectors: a bit of a word each. */
const MAX_ROWS = 32;

/**
 * Counts, for each member of each mixture, the positions where the mean of the
 * mixture's members has the opposite sign.
 *
 * Zero has no sign: a member or a mean of zero is never counted.
 *
 * @param x The vectors that are mixed, [rows, size], at most 32.
 * @param mixtures Members of each mixture, bit i for row i, u32 [mixtures].
 * @returns The counts, u32 [mixtures, rows]; 0 for rows that are no members.
 * @throws {RangeError} If a tensor has not such a shape.
 * @see Nguyen and Le 2024, arXiv:2402.10639, figures 6 and 15
 */
export function signFlips(x: Tensor, mixtures: Tensor): Tensor {
  const { gpu, shape: [rows = 0, size = 0] } = x;
  const [count = 0] = mixtures.shape;
  expectShape("signFlips x", x, [rows, size]);
  expectShape("signFlips mixtures", mixtures, [count]);
  if (rows < 1 || rows > MAX_ROWS) {
    throw new RangeError(
      `Cannot mix vectors: there are ${rows}, expected 1 to ${MAX_ROWS}`,
    );
  }
  const flips = gpu.zeros([count, rows], { dtype: "u32" });
  if (count === 0 || size === 0) return flips;
  gpu.run(wgsl({ ROWS: rows }), "count", {
    params: { size, mixtures: count, chunk: CHUNK },
    bind: { x, mixtures, flips },
    groups: Math.ceil(count / 64) * Math.ceil(size / CHUNK),
  });
  return flips;
}
