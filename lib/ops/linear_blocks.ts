import source from "../../kernels/linear_blocks.wgsl" with { type: "text" };
import type { DeviceInfo } from "../gpu/device.ts";
import { variants } from "../gpu/kernel.ts";
import type { Product, ProductPlan } from "./linear_plan.ts";

const wgsl = variants("linear_blocks", source);

/** Tile constants of the kernel. */
interface Tile {
  readonly HEIGHT: number;
  readonly WIDTH: number;
}

/** Largest first: a larger tile loads less for each product. */
const TILES: readonly Tile[] = [
  { HEIGHT: 128, WIDTH: 128 },
  { HEIGHT: 128, WIDTH: 64 },
  { HEIGHT: 64, WIDTH: 64 },
];

/** Products of fewer terms do not repay the time that a tile takes to compile. */
const FEW = 2 ** 16;

/** Workgroups that keep a large GPU busy: about two a core. */
const BUSY = 256;

/** Steps in shared memory at one time, as in the kernel. */
const DEPTH = 16;

/**
 * Plans a product for a GPU: one workgroup a tile, factors in shared memory.
 *
 * The tile is the largest one that leaves enough workgroups to keep the device
 * busy and is not mostly outside of the result, or else the smallest.
 *
 * @param info What the device is.
 * @param product The product.
 * @returns The plan, or nothing where the kernel does not fit the device, the
 * shape (`ins` and `outs` must be multiples of 4) or the size.
 */
export function planBlocks(
  info: DeviceInfo,
  product: Product,
): ProductPlan | undefined {
  const { rows, ins, outs, groups, entry, constants } = product;
  const whole = ins % 4 === 0 && outs % 4 === 0;
  const few = groups * rows * ins * outs < FEW;
  const able = TILES.filter((tile) => fits(info, tile));
  if (info.profile !== "gpu" || !whole || few) return undefined;

  const weights = entry === "backward_weight";
  const height = weights ? outs : rows;
  const width = entry === "forward" ? outs : ins;
  const planes = (plane: number) => weights ? partsFor(rows, plane) : groups;
  const tile = able.find((tile) => {
    const plane = tilesOf(height, width, tile);
    return plane * planes(plane) >= BUSY && width > tile.WIDTH / 2 &&
      height > tile.HEIGHT / 2;
  }) ?? able.at(-1);
  if (!tile) return undefined;

  const plane = tilesOf(height, width, tile);
  const chunk = weights
    ? Math.ceil(rows / planes(plane) / DEPTH) * DEPTH
    : rows;
  const tiles = plane * (weights ? Math.ceil(rows / chunk) : groups);
  return {
    kernel: wgsl({ ...constants, ...tile }),
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
 * Parts that a weight gradient is added up in: as many as keep the device busy,
 * of at least 64 rows each. They depend on the shape alone, and so do the bits.
 */
function partsFor(rows: number, tiles: number): number {
  const wanted = Math.ceil(BUSY / tiles);
  return Math.max(1, Math.min(wanted, Math.floor(rows / 64)));
}
