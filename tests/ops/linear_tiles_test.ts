import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { linear } from "../../lib/ops/linear.ts";
import { planTiles } from "../../lib/ops/linear_tiles.ts";
import { assertClose, normals } from "../check.ts";

/** left times right, in float64; `at` finds their elements. */
function product(
  [height, inner, width]: readonly [number, number, number],
  left: (row: number, k: number) => number,
  right: (k: number, col: number) => number,
): Float64Array {
  const out = new Float64Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      let sum = 0;
      for (let k = 0; k < inner; k++) sum += left(row, k) * right(k, col);
      out[row * width + col] = sum;
    }
  }
  return out;
}

const SHAPES = [
  [129, 64, 256, 1],
  [1000, 64, 16, 1],
  [1031, 16, 64, 1],
  [33, 132, 68, 3],
  [700, 516, 512, 1],
] as const;

for (const [rows, ins, outs, groups] of SHAPES) {
  const shape = `${groups} x ${rows} x ${ins} x ${outs}`;

  Deno.test(`linear() by tiles gives the products of ${shape}`, async () => {
    const gpu = await Gpu.open({ profile: "cpu" });
    const all = groups * rows;
    const [x, w] = [normals(all * ins, 1), normals(groups * outs * ins, 2)];
    const [b, r] = [normals(groups * outs, 3), normals(all * outs, 4)];
    const dout = normals(all * outs, 5);
    const weight = {
      value: gpu.tensor([groups, outs, ins], w),
      ...(groups === 1 && { grad: gpu.zeros([groups, outs, ins]) }),
    };
    const residual = gpu.tensor([all, outs], r);
    const [out, back] = linear(
      { ...gpu.tensor([all, ins], x), tracked: true },
      { weight, bias: { value: gpu.tensor([groups, outs], b) } },
      residual,
    );
    const dx = back(gpu.tensor([all, outs], dout))!;

    const group = (row: number) => Math.floor(row / rows);
    const at = (row: number, o: number, k: number): number =>
      w[(group(row) * outs + o) * ins + k]!;
    const forward = Float64Array.from(
      r,
      (v, i) => v + b[group(Math.floor(i / outs)) * outs + i % outs]!,
    );
    const gradient = new Float64Array(all * ins);
    for (let row = 0; row < all; row++) {
      for (let o = 0; o < outs; o++) {
        for (let k = 0; k < ins; k++) {
          forward[row * outs + o]! += x[row * ins + k]! * at(row, o, k);
          gradient[row * ins + k]! += dout[row * outs + o]! * at(row, o, k);
        }
      }
    }
    const tolerance = 1e-4; // of sums of up to 516 products of about 1
    assertClose(await gpu.read(out), forward, { tolerance, what: "out" });
    assertClose(await gpu.read(dx), gradient, { tolerance, what: "dx" });
    if (weight.grad) {
      const expected = product(
        [outs, rows, ins],
        (o, row) => dout[row * outs + o]!,
        (row, k) => x[row * ins + k]!,
      );
      const actual = await gpu.read(weight.grad);
      assertClose(actual, expected, { tolerance, what: "dweight" });
    }
    gpu.close();
  });
}

const PRODUCT = {
  entry: "forward",
  rows: 2048,
  ins: 64,
  outs: 64,
  groups: 1,
  constants: { BIAS: 0, RESIDUAL: 0 },
} as const;

Deno.test("planTiles() is for software Vulkan with subgroups of 8", async () => {
  const gpu = await Gpu.open({ profile: "cpu" });
  const { info } = gpu;
  gpu.close();
  strictEqual(planTiles({ ...info, profile: "gpu" }, PRODUCT), undefined);
  strictEqual(planTiles({ ...info, features: [] }, PRODUCT), undefined);
  const features = ["subgroups"];
  deepStrictEqual(planTiles({ ...info, features }, PRODUCT)?.reach, {
    groups: 128,
  });
});

Deno.test("planTiles() leaves small products and odd sizes to others", async () => {
  const gpu = await Gpu.open({ profile: "cpu" });
  const info = { ...gpu.info, features: ["subgroups"] };
  gpu.close();
  strictEqual(planTiles(info, { ...PRODUCT, rows: 8 }), undefined);
  strictEqual(planTiles(info, { ...PRODUCT, outs: 63 }), undefined);
});

Deno.test("planTiles() cuts weight gradients by the shape alone", async () => {
  const gpu = await Gpu.open({ profile: "cpu" });
  const info = { ...gpu.info, features: ["subgroups"] };
  gpu.close();
  const entry = "backward_weight";
  const plan = planTiles(info, { ...PRODUCT, entry, outs: 16 })!;
  deepStrictEqual(plan.params, { chunk: 256, tiles: 8 });
});
