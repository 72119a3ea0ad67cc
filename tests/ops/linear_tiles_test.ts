import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { planTiles } from "../../lib/ops/linear_tiles.ts";
import { assertProducts, type Sizes } from "./linear_case.ts";

/** Tails in every direction, narrow sides, and groups with weights of their own. */
const SHAPES: readonly Sizes[] = [
  [129, 64, 256, 1],
  [1000, 64, 16, 1],
  [1031, 16, 64, 1],
  [33, 132, 68, 3],
  [700, 516, 512, 1],
];

for (const shape of SHAPES) {
  Deno.test(`linear() by tiles gives the products of ${shape.join(" x ")}`, async () => {
    const gpu = await Gpu.open({ profile: "cpu" });
    await assertProducts(gpu, shape);
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
