import source from "../../kernels/linear_tiles.wgsl" with { type: "text" };
import type { DeviceInfo } from "../gpu/device.ts";
import { linearKernel } from "./linear_kernel.ts";
import type { Product, ProductPlan } from "./linear_plan.ts";
import type { Candidates } from "./linear_trial.ts";

const wgsl = linearKernel<keyof Tile>("linear_tiles", source);

/** Tile constants of the kernel. */
interface Tile {
  readonly ROWS: number;
  readonly WIDE: number;
  readonly SPAN: number;
}

/**
 * Tiles by name, for outputs of so many columns or fewer: the usual one first,
 * the one for few rows last.
 */
const TILES: readonly (readonly [
  columns: number,
  tiles: Readonly<Record<string, Tile>>,
])[] = [
  [16, {
    "32 x 16": { ROWS: 32, WIDE: 1, SPAN: 4 },
    "16 x 16": { ROWS: 16, WIDE: 1, SPAN: 4 },
  }],
  [32, {
    "32 x 32": { ROWS: 32, WIDE: 1, SPAN: 8 },
    "16 x 32": { ROWS: 16, WIDE: 1, SPAN: 8 },
  }],
  [Infinity, {
    "24 x 64": { ROWS: 24, WIDE: 2, SPAN: 8 },
    "32 x 32": { ROWS: 32, WIDE: 1, SPAN: 8 },
    "16 x 64": { ROWS: 16, WIDE: 2, SPAN: 8 },
  }],
];

/** Products of fewer terms are not worth the time that a tile takes to compile. */
const FEW = 2 ** 16;

/**
 * Products of fewer terms are not worth the time that trials take: a second for
 * each, mostly of compilation. The usual tiles were measured on those.
 */
const WORTH = 2 ** 28;

/**
 * Plans a product for software Vulkan: one subgroup a tile.
 *
 * Measured on llvmpipe (Mesa 22.3, 2 cores), 1024 x 1024 x 1024: 42 to 53
 * GFLOP/s, where one thread an output makes 0.5 to 1.5 and register tiles
 * without subgroups 10 to 20.
 *
 * @param info What the device is.
 * @param product The product.
 * @returns The plans, or nothing where the kernel does not fit the device (it
 * counts on subgroups of 8 lanes), the shape, or the size.
 */
export function planTiles(
  info: DeviceInfo,
  product: Product,
): Candidates | undefined {
  const { rows, ins, outs, groups, entry } = product;
  const whole = ins % 4 === 0 && outs % 4 === 0;
  const able = info.profile === "cpu" && info.features.includes("subgroups");
  const few = groups * rows * ins * outs < FEW;
  if (!able || !whole || few) return undefined;

  const columns = entry === "forward" ? outs : ins;
  const height = entry === "backward_weight" ? outs : rows;
  const [, tiles] = TILES.find(([most]) => columns <= most)!;
  const names = Object.keys(tiles);
  return {
    version: wgsl.version,
    tiles: height <= 16 ? names.toReversed() : names,
    plan: (name) => planTile(product, columns, tiles[name]!),
    worth: WORTH,
  };
}

/** Plans a product by one tile. */
function planTile(
  { entry, rows, ins, outs, groups, dtype, extras }: Product,
  columns: number,
  tile: Tile,
): ProductPlan {
  const weights = entry === "backward_weight";
  const chunk = weights ? chunkFor(rows, outs, ins) : rows;
  const planes = weights ? Math.ceil(rows / chunk) : groups;
  const tiles = planes * tilesOf(weights ? outs : rows, columns, tile);
  return {
    kernel: wgsl({ ...extras, ...tile }, dtype),
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
function chunkFor(rows: number, outs: number, ins: number): number {
  const tiles = Math.ceil(outs / 16) * Math.ceil(ins / 64);
  const wanted = Math.max(Math.ceil(8 / tiles), Math.ceil(rows / 512));
  const parts = Math.max(1, Math.min(wanted, Math.floor(rows / 64)));
  return Math.ceil(rows / parts / 4) * 4;
}
