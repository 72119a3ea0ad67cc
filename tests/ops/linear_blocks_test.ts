import { deepStrictEqual, strictEqual } from "node:assert/strict";
import type { DeviceInfo } from "../../lib/gpu/device.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { linear } from "../../lib/ops/linear.ts";
import { planBlocks } from "../../lib/ops/linear_blocks.ts";
import type { Product } from "../../lib/ops/linear_plan.ts";
import { normals } from "../check.ts";
import { assertProducts, type Sizes } from "./linear_case.ts";

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

/** So many groups that the larger tiles are taken, with tails in both directions. */
const GROUPED = [
  [{ HEIGHT: 128, WIDTH: 128 }, [70, 12, 68, 256]],
  [{ HEIGHT: 128, WIDTH: 64 }, [70, 12, 36, 256]],
] as const;

for (const [tile, [rows, ins, outs, groups]] of GROUPED) {
  const { HEIGHT, WIDTH } = tile;

  Deno.test(`linear() by blocks of ${HEIGHT} x ${WIDTH} gives each group its own products`, async () => {
    const gpu = await Gpu.open({ profile: "gpu" });
    const plan = planBlocks(
      gpu.info,
      {
        ...{ entry: "forward", rows, ins, outs, groups },
        constants: { BIAS: 1, RESIDUAL: 1 },
      } as const,
    );
    strictEqual(
      plan?.kernel.name,
      `linear_blocks BIAS=1 HEIGHT=${HEIGHT} RESIDUAL=1 WIDTH=${WIDTH}`,
    );
    await assertProducts(gpu, [rows, ins, outs, groups]);
    gpu.close();
  });
}

Deno.test("linear() by blocks gives the same bits each time", async () => {
  const gpu = await Gpu.open({ profile: "gpu" });
  const [rows, ins, outs] = [520, 32, 16];
  const x = gpu.tensor([rows, ins], normals(rows * ins, 1));
  const dout = gpu.tensor([rows, outs], normals(rows * outs, 2));
  const value = gpu.tensor([outs, ins], normals(outs * ins, 3));
  const run = async () => {
    const weight = { value, grad: gpu.zeros([outs, ins]) };
    const [out, back] = linear({ ...x, tracked: true }, { weight });
    const dx = back(dout)!;
    return [
      await gpu.read(out),
      await gpu.read(dx),
      await gpu.read(weight.grad),
    ];
  };
  deepStrictEqual(await run(), await run());
  gpu.close();
});

const PRODUCT: Product = {
  entry: "forward",
  rows: 4096,
  ins: 1024,
  outs: 1024,
  groups: 1,
  constants: { BIAS: 0, RESIDUAL: 0 },
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

/** Height and width of a plan's tile. */
function tileOf(product: Partial<Product>, info = INFO): string | undefined {
  const name = planBlocks(info, { ...PRODUCT, ...product })?.kernel.name;
  const size = (side: string) => name?.match(`${side}=(\\d+)`)?.[1];
  return name && `${size("HEIGHT")} x ${size("WIDTH")}`;
}

Deno.test("planBlocks() takes the largest tile that keeps the device busy", () => {
  strictEqual(tileOf({}), "128 x 128");
  strictEqual(tileOf({ rows: 2048 }), "128 x 64");
  strictEqual(tileOf({ rows: 1024 }), "64 x 64");
  strictEqual(tileOf({ rows: 32768, outs: 64 }), "128 x 64");
  strictEqual(tileOf({ rows: 64, outs: 65536 }), "64 x 64");
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
  deepStrictEqual(planBlocks(INFO, { ...PRODUCT, ...groups })?.reach, {
    groups: 2 * 2 * 3,
  });
});

Deno.test("planBlocks() cuts weight gradients into parts of at least 64 rows", () => {
  const of = (rows: number) => {
    const product = { ...PRODUCT, entry: "backward_weight", rows } as const;
    return planBlocks(INFO, { ...product, ins: 64, outs: 64 })!.params;
  };
  deepStrictEqual(of(8192), { chunk: 64, tiles: 128 });
  deepStrictEqual(of(100), { chunk: 112, tiles: 1 });
  deepStrictEqual(of(65536), { chunk: 256, tiles: 256 });
});
