/**
 * One check of all three products of {@linkcode linear}, for each of its kernels.
 *
 * @module
 */
import type { Gpu } from "../../lib/gpu/gpu.ts";
import { linear } from "../../lib/ops/linear.ts";
import { assertClose, normals } from "../check.ts";

/** Rows of a group, columns of the input, columns of the output, groups. */
export type Sizes = readonly [
  rows: number,
  ins: number,
  outs: number,
  groups: number,
];

/**
 * Asserts that output and gradients are those of float64.
 *
 * Bias and residual are added; only the weight of a single group is trained.
 *
 * @param gpu Device to check.
 * @param sizes Sizes of the products.
 */
export async function assertProducts(gpu: Gpu, sizes: Sizes) {
  const [rows, ins, outs, groups] = sizes;
  const all = groups * rows;
  const [x, w] = [normals(all * ins, 1), normals(groups * outs * ins, 2)];
  const [b, r] = [normals(groups * outs, 3), normals(all * outs, 4)];
  const dout = normals(all * outs, 5);
  const weight = {
    value: gpu.tensor([groups, outs, ins], w),
    ...(groups === 1 && { grad: gpu.zeros([groups, outs, ins]) }),
  };
  const [out, back] = linear(
    { ...gpu.tensor([all, ins], x), tracked: true },
    { weight, bias: { value: gpu.tensor([groups, outs], b) } },
    { residual: gpu.tensor([all, outs], r) },
  );
  const dx = back(gpu.tensor([all, outs], dout))!;

  const expected = products(sizes, { x, w, b, r, dout });
  const check = async (what: "out" | "dx" | "dweight", actual: typeof dx) =>
    assertClose(await gpu.read(actual), expected[what], {
      tolerance: 1e-4, // of sums of some hundred products of about 1
      what: `${what} of ${sizes.join(" x ")}`,
    });
  await check("out", out);
  await check("dx", dx);
  if (weight.grad) await check("dweight", weight.grad);
}

/**
 * Makes a device take the same tile each time, wherever it is a candidate.
 *
 * @param gpu The device.
 * @param tile Name of the tile.
 * @returns The device.
 */
export function always(gpu: Gpu, tile: string): Gpu {
  gpu.choose = ({ candidates }) =>
    candidates.includes(tile) ? tile : candidates[0]!;
  return gpu;
}

/**
 * Output and gradients of numbers that are always the same.
 *
 * @param gpu Device to calculate on.
 * @param sizes Rows, columns of the input, columns of the output.
 * @returns The output, and the gradients at input and weight.
 */
export async function productsOf(
  gpu: Gpu,
  [rows, ins, outs]: readonly [rows: number, ins: number, outs: number],
): Promise<Float32Array[]> {
  using _ = gpu.scope();
  const x = gpu.tensor([rows, ins], normals(rows * ins, 1));
  const dout = gpu.tensor([rows, outs], normals(rows * outs, 2));
  const weight = {
    value: gpu.tensor([outs, ins], normals(outs * ins, 3)),
    grad: gpu.zeros([outs, ins]),
  };
  const [out, back] = linear({ ...x, tracked: true }, { weight });
  const dx = back(dout)!;
  return [
    await gpu.read(out),
    await gpu.read(dx),
    await gpu.read(weight.grad),
  ];
}

/** The three products in float64; the gradient of all groups' weights. */
function products(
  [rows, ins, outs, groups]: Sizes,
  { x, w, b, r, dout }: Record<"x" | "w" | "b" | "r" | "dout", Float32Array>,
) {
  const out = Float64Array.from(r);
  const dx = new Float64Array(groups * rows * ins);
  const dweight = new Float64Array(groups * outs * ins);
  for (let row = 0; row < groups * rows; row++) {
    const first = Math.floor(row / rows) * outs;
    for (let o = 0; o < outs; o++) {
      const [at, slope] = [row * outs + o, dout[row * outs + o]!];
      out[at]! += b[first + o]!;
      for (let k = 0; k < ins; k++) {
        const [from, of] = [row * ins + k, (first + o) * ins + k];
        out[at]! += x[from]! * w[of]!;
        dx[from]! += slope * w[of]!;
        dweight[of]! += slope * x[from]!;
      }
    }
  }
  return { out, dx, dweight };
}
