import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { planTiles } from "../../lib/ops/linear_tiles.ts";
import {
  always,
  assertProducts,
  productsOf,
  type Sizes,
} from "./linear_case.ts";

/** Tails in every direction, narrow sides, and groups with weights of their own. */
const SHAPES: readonly Sizes[] = [
  [129, 64, 256, 1],
  [1000, 64, 16, 1],
  [1031, 16, 64, 1],
  [33, 132, 68, 3],
];

for (const shape of SHAPES) {
  Deno.test(`linear() by tiles gives the products of ${shape.join(" x ")}`, async () => {
    const gpu = await Gpu.open({ profile: "cpu" });
    await assertProducts(gpu, shape);
    gpu.close();
  });
}

/** Shapes of each width of output, with tails, and parts of the weight gradient. */
const TUNED = [
  [["24 x 64", "32 x 32", "16 x 64"], [700, 68, 68]],
  [["32 x 32", "16 x 32"], [700, 28, 28]],
  [["32 x 16", "16 x 16"], [1100, 12, 12]],
] as const;

for (const [tiles, sizes] of TUNED) {
  Deno.test(`linear() by tiles gives the same bits by each of ${tiles.join(", ")}`, async () => {
    const bits: unknown[] = [];
    for (const tile of tiles) {
      const gpu = await Gpu.open({ profile: "cpu" });
      bits.push(await productsOf(always(gpu, tile), sizes));
      gpu.close();
    }
    for (const other of bits) deepStrictEqual(other, bits[0]);
  });
}

const PRODUCT = {
  entry: "forward",
  rows: 2048,
  ins: 64,
  outs: 64,
  groups: 1,
  dtype: "f32",
  extras: { BIAS: 0, RESIDUAL: 0, KEEP: 0, ACTIVATION: 0 },
} as const;

Deno.test("planTiles() is for software Vulkan with subgroups of 8", async () => {
  const gpu = await Gpu.open({ profile: "cpu" });
  const { info } = gpu;
  gpu.close();
  strictEqual(planTiles({ ...info, profile: "gpu" }, PRODUCT), undefined);
  strictEqual(planTiles({ ...info, features: [] }, PRODUCT), undefined);
  const features = ["subgroups"];
  const { tiles, plan } = planTiles({ ...info, features }, PRODUCT)!;
  deepStrictEqual(tiles, ["24 x 64", "32 x 32", "16 x 64"]);
  deepStrictEqual(plan("32 x 32").reach, { groups: 64 * 2 });
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
  const { tiles, plan } = planTiles(info, { ...PRODUCT, entry, outs: 16 })!;
  deepStrictEqual(tiles, ["16 x 64", "32 x 32", "24 x 64"]);
  deepStrictEqual(plan("16 x 64").params, { chunk: 256, tiles: 8 });
  deepStrictEqual(plan("32 x 32").params, { chunk: 256, tiles: 16 });
});
