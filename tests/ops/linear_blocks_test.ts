import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { DeviceInfo } from "../../lib/gpu/device.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { planBlocks } from "../../lib/ops/linear_blocks.ts";
import type { Product } from "../../lib/ops/linear_plan.ts";
import {
  always,
  assertProducts,
  productsOf,
  type Sizes,
} from "./linear_case.ts";

/** Tails in every direction, one step more than is shared, and narrow sides. */
const SHAPES: readonly Sizes[] = [
  [129, 64, 132, 1],
  [300, 20, 16, 1],
  [1031, 16, 64, 1],
  [33, 132, 68, 3],
];

for (const shape of SHAPES) {
  Deno.test(`linear() by blocks gives the products of ${shape.join(" x ")}`, async () => {
    const gpu = await Gpu.open({ profile: "gpu" });
    await assertProducts(gpu, shape);
    gpu.close();
  });
}

/** Names of the kernel's tiles. */
const TILES = ["128 x 128", "128 x 64", "64 x 128", "64 x 64"];

for (const tile of TILES) {
  Deno.test(`linear() by blocks of ${tile} gives each group its own products`, async () => {
    const gpu = always(await Gpu.open({ profile: "gpu" }), tile);
    await assertProducts(gpu, [70, 36, 68, 25]); // tails in both directions
    gpu.close();
  });
}

Deno.test("linear() by blocks gives the same bits by each tile", async () => {
  const bits: unknown[] = [];
  for (const tile of TILES) {
    const gpu = always(await Gpu.open({ profile: "gpu" }), tile);
    bits.push(await productsOf(gpu, [300, 128, 132]));
    gpu.close();
  }
  for (const other of bits) deepStrictEqual(other, bits[0]);
});

Deno.test("linear() by blocks gives the same bits each time", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  const sizes = [520, 32, 16] as const;
  deepStrictEqual(
    await productsOf(gpu, sizes),
    await productsOf(gpu, sizes),
  );
  gpu.close();
});

const PRODUCT: Product = {
  entry: "forward",
  rows: 4096,
  ins: 1024,
  outs: 1024,
  groups: 1,
  dtype: "f32",
  extras: { BIAS: 0, RESIDUAL: 0, KEEP: 0, ACTIVATION: 0 },
};

/** A GPU as large as the kernels can make use of. */
const INFO: DeviceInfo = {
  name: "any",
  vendor: "any",
  profile: "gpu",
  features: [],
  limits: {
    maxComputeWorkgroupStorageSize: 32768,
    maxComputeInvocationsPerWorkgroup: 1024,
  },
};

/** Height and width of the usual tile. */
function tileOf(product: Partial<Product>, info = INFO): string | undefined {
  return planBlocks(info, { ...PRODUCT, ...product })?.tiles[0];
}

Deno.test("planBlocks() takes the largest tile that keeps the device busy", () => {
  strictEqual(tileOf({}), "128 x 128");
  strictEqual(tileOf({ rows: 2048 }), "128 x 64");
  strictEqual(tileOf({ rows: 1024 }), "64 x 64");
  strictEqual(tileOf({ rows: 32768, outs: 64 }), "128 x 64");
  strictEqual(tileOf({ rows: 64, outs: 65536 }), "64 x 128");
});

Deno.test("planBlocks() keeps to the device's limits", () => {
  const { limits } = INFO;
  const small = { ...limits, maxComputeWorkgroupStorageSize: 16384 };
  strictEqual(tileOf({}, { ...INFO, limits: small }), "128 x 64");
  const none = { ...limits, maxComputeInvocationsPerWorkgroup: 32 };
  strictEqual(tileOf({}, { ...INFO, limits: none }), undefined);
});

Deno.test("planBlocks() leaves other profiles, small products and odd sizes to others", () => {
  strictEqual(tileOf({}, { ...INFO, profile: "cpu" }), undefined);
  strictEqual(tileOf({ rows: 8, ins: 64, outs: 64 }), undefined);
  strictEqual(tileOf({ outs: 1023 }), undefined);
  strictEqual(tileOf({ ins: 1023 }), undefined);
});

Deno.test("planBlocks() starts a workgroup for each tile of each group", () => {
  const groups = { rows: 100, outs: 68, groups: 3 };
  const { plan } = planBlocks(INFO, { ...PRODUCT, ...groups })!;
  deepStrictEqual(plan("64 x 64").reach, { groups: 2 * 2 * 3 });
});

Deno.test("planBlocks() cuts weight gradients into parts of at least 64 rows", () => {
  const of = (rows: number) => {
    const product = { ...PRODUCT, entry: "backward_weight", rows } as const;
    return planBlocks(INFO, { ...product, ins: 64, outs: 64 })!
      .plan("64 x 64").params;
  };
  deepStrictEqual(of(8192), { chunk: 64, tiles: 128 });
  deepStrictEqual(of(100), { chunk: 112, tiles: 1 });
  deepStrictEqual(of(65536), { chunk: 256, tiles: 256 });
});
