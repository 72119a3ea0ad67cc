import source from "../../kernels/linear_tiles.wgsl" with { type: "text" };
import type { DeviceInfo } from "../gpu/device.ts";
import { variants } from "../gpu/kernel.ts";
import type { Product, ProductPlan } from "./linear_plan.ts";

const wgsl = variants("linear_tiles", source);

/** Tile constants of the kernel. */
interface Tile {
  readonly ROWS: number;
  readonly WIDE: number;
  readonly SPAN: number;
}

/** Products of fewer terms are not worth the time that a tile takes to compile. */
const FEW = 2 ** 16;

/** Products of more terms repay the longer compilation of a taller tile. */
const MANY = 2 ** 27;

/**
 * Plans a product for software Vulkan: one subgroup a tile.
 *
 * Measured on llvmpipe (Mesa 22.3, 2 cores), 1024 x 1024 x 1024: 42 to 53
 * GFLOP/s, where one thread an output makes 0.5 to 1.5 and register tiles
 * without subgroups 10 to 20.
 *
 * @param info What the device is.
 * @param product The product.
 * @returns The plan, or nothing where the kernel does not fit the device (it
 * counts on subgroups of 8 lanes), the shape, or the size.
 */
export function planTiles(
  info: DeviceInfo,
  product: Product,
): ProductPlan | undefined {
  const { rows, ins, outs, groups, entry, constants } = product;
  const terms = groups * rows * ins * outs;
  const whole = ins % 4 === 0 && outs % 4 === 0;
  const able = info.profile === "cpu" && info.features.includes("subgroups");
  if (!able || !whole || terms < FEW) return undefined;

  const weights = entry === "backward_weight";
  const columns = entry === "forward" ? outs : ins;
  const tile = columns <= 16
    ? { ROWS: 32, WIDE: 1, SPAN: 4 }
    : { ROWS: terms < MANY ? 16 : 24, WIDE: 2, SPAN: 8 };
  const plane = tilesOf(weights ? outs : rows, columns, tile);
  const chunk = weights ? chunkFor(rows, plane) : rows;
  const tiles = plane * (weights ? Math.ceil(rows / chunk) : groups);
  return {
    kernel: wgsl({ ...constants, ...tile }),
    params: { chunk, tiles },
    reach: { groups: tiles },
  };
}

/** Tiles that cover a result of so many rows and columns. */
function tilesOf(rows: number, columns: number, tile: Tile): number {
  const { ROWS, WIDE, SPAN } = tile;
  return Math.ceil(rows / ROWS) * Math.ceil(columns / (WIDE * SPAN * 4));
}

/**
 * Rows that one part of a weight gradient adds up, a multiple of 4: as few parts
 * as keep 8 workgroups busy, and at most 512 rows each, as more fall out of the
 * cache. It depends on the shape alone, and so do the bits of the sum.
 */
function chunkFor(rows: number, tiles: number): number {
  const wanted = Math.max(Math.ceil(8 / tiles), Math.ceil(rows / 512));
  const parts = Math.max(1, Math.min(wanted, Math.floor(rows / 64)));
  return Math.ceil(rows / parts / 4) * 4;
}
