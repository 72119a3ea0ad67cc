import source from "../../kernels/linear_blocks.wgsl" with { type: "text" };
import type { DeviceInfo } from "../gpu/device.ts";
import { linearKernel } from "./linear_kernel.ts";
import type { Product, ProductPlan } from "./linear_plan.ts";
import type { Candidates } from "./linear_trial.ts";

const wgsl = linearKernel<keyof Tile>("linear_blocks", source);

/** Tile constants of the kernel. */
interface Tile {
  readonly HEIGHT: number;
  readonly WIDTH: number;
}

/** By name, largest first: a larger tile loads less for each product. */
const TILES: Readonly<Record<string, Tile>> = {
  "128 x 128": { HEIGHT: 128, WIDTH: 128 },
  "128 x 64": { HEIGHT: 128, WIDTH: 64 },
  "64 x 128": { HEIGHT: 64, WIDTH: 128 },
  "64 x 64": { HEIGHT: 64, WIDTH: 64 },
};

/** Products of fewer terms do not repay the time that a tile takes to compile. */
const FEW = 2 ** 16;

/** Products of fewer terms do not repay the time that trials take. */
const WORTH = 2 ** 22;

/** Workgroups that keep a large GPU busy: about two a core. */
const BUSY = 256;

/** Steps in shared memory at one time, as in the kernel. */
const DEPTH = 16;

/**
 * Plans a product for a GPU: one workgroup a tile, factors in shared memory.
 *
 * The usual tile is the largest one that leaves enough workgroups to keep the
 * device busy and is not mostly outside of the result, or else the smallest.
 *
 * @param info What the device is.
 * @param product The product.
 * @returns The plans, or nothing where the kernel does not fit the device, the
 * shape (`ins` and `outs` must be multiples of 4) or the size.
 */
export function planBlocks(
  info: DeviceInfo,
  product: Product,
): Candidates | undefined {
  const { rows, ins, outs, groups } = product;
  const whole = ins % 4 === 0 && outs % 4 === 0;
  const few = groups * rows * ins * outs < FEW;
  const able = Object.keys(TILES).filter((name) => fits(info, TILES[name]!));
  const last = able.at(-1);
  if (info.profile !== "gpu" || !whole || few || !last) return undefined;

  const usual = able.find((name) => suits(product, TILES[name]!)) ?? last;
  return {
    version: wgsl.version,
    tiles: [usual, ...able.filter((name) => name !== usual)],
    plan: (name) => planTile(product, TILES[name]!),
    worth: WORTH,
  };
}

/** Rows and columns of a product's result, and how many such planes it has. */
function resultOf({ entry, rows, ins, outs, groups }: Product) {
  const weights = entry === "backward_weight";
  const chunk = weights ? chunkFor(rows, outs, ins) : rows;
  return {
    height: weights ? outs : rows,
    width: entry === "forward" ? outs : ins,
    planes: weights ? Math.ceil(rows / chunk) : groups,
    chunk,
  };
}

/** Whether a tile leaves enough work for all of a device, and wastes little. */
function suits(product: Product, tile: Tile): boolean {
  const { height, width, planes } = resultOf(product);
  return planes * tilesOf(height, width, tile) >= BUSY &&
    width > tile.WIDTH / 2 && height > tile.HEIGHT / 2;
}

/** Plans a product by one tile. */
function planTile(product: Product, tile: Tile): ProductPlan {
  const { height, width, planes, chunk } = resultOf(product);
  const tiles = planes * tilesOf(height, width, tile);
  return {
    kernel: wgsl({ ...product.extras, ...tile }, product.dtype),
    params: { chunk, tiles },
    reach: { groups: tiles },
  };
}

/** Whether a device has the shared memory and the threads that a tile takes. */
function fits({ limits }: DeviceInfo, { HEIGHT, WIDTH }: Tile): boolean {
  const bytes = DEPTH * (HEIGHT + WIDTH + 8) * 4; // 8 of padding
  const threads = HEIGHT * WIDTH / 64;
  return bytes <= (limits.maxComputeWorkgroupStorageSize ?? 0) &&
    threads <= (limits.maxComputeInvocationsPerWorkgroup ?? 0);
}

/** Tiles that cover a result of so many rows and columns. */
function tilesOf(height: number, width: number, tile: Tile): number {
  return Math.ceil(height / tile.HEIGHT) * Math.ceil(width / tile.WIDTH);
}

/**
 * Rows that one part of a weight gradient adds up: as few parts as keep the
 * device busy with the smallest tiles, and at least 64 rows each. It depends on
 * the shape alone, and so do the bits of the sum.
 */
function chunkFor(rows: number, outs: number, ins: number): number {
  const tiles = tilesOf(outs, ins, TILES["64 x 64"]!);
  const wanted = Math.ceil(BUSY / tiles);
  const parts = Math.max(1, Math.min(wanted, Math.floor(rows / 64)));
  return Math.ceil(rows / parts / DEPTH) * DEPTH;
}
