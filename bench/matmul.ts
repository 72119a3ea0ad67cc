/**
 * Products of matrices beside the peers that run on the same device.
 *
 * @module
 */
import { Gpu } from "../lib/gpu/gpu.ts";
import type { Profile } from "../lib/gpu/profile.ts";
import { linear } from "../lib/ops/linear.ts";
import { type Candidate, race } from "./measure.ts";
import { scattered, scatteredAt } from "./numbers.ts";
import type { PeerName } from "./peers.ts";
import { fmaRoof } from "./roofs.ts";
import {
  deviceOf,
  expectNumbers,
  type Measurement,
  numbersAt,
  onGpu,
  outcome,
  rounded,
  type Workbench,
} from "./workbench.ts";

/** Rows, columns of the input, columns of the output, groups of rows, 1 if absent. */
type Sizes = readonly [
  rows: number,
  ins: number,
  outs: number,
  groups?: number,
];

/** The embedded model's, with its adapter, at 2048 tokens; then a square one. */
const SHAPES: readonly Sizes[] = [
  [2048, 64, 64],
  [2048, 64, 256],
  [2048, 256, 64],
  [2048, 64, 16],
  [1024, 1024, 1024],
];

/**
 * Skinny ones: the narrowest adapter, LoRA's ranks, and the widest adapter of a
 * larger model; then tails in every direction; then weights of eight groups.
 */
const ODD: readonly Sizes[] = [
  [2048, 64, 4],
  [2048, 4, 64],
  [2048, 768, 1],
  [2048, 768, 8],
  [2048, 8, 768],
  [2048, 768, 256],
  [2047, 60, 68],
  [2047, 61, 67],
  [2048, 64, 64, 8],
];

/** RoBERTa-large's at 8192 tokens, and the largest square one: for real GPUs. */
const LARGE: readonly Sizes[] = [
  [8192, 1024, 1024],
  [8192, 1024, 4096],
  [8192, 4096, 1024],
  [4096, 4096, 4096],
];

/** What the shared-memory kernel is worth where it does not belong. */
const OTHER: readonly Sizes[] = [[512, 512, 512]];

/** Error of the sums: all programs add up float32 in an order of their own. */
const TOLERANCE = 1e-4;

/**
 * Measures forward products.
 *
 * The other profile than the device's own is measured on one small product.
 */
export async function* matmul(
  workbench: Workbench,
): AsyncGenerator<Measurement> {
  const { profile } = workbench.gpu.info;
  const shapes = [...SHAPES, ...profile === "gpu" ? LARGE : [], ...ODD];
  for (const sizes of shapes) yield await measure(workbench, sizes);
  const other: Profile = profile === "gpu" ? "cpu" : "gpu";
  const gpu = await Gpu.open({ profile: other });
  for (const sizes of OTHER) yield await measure(workbench, sizes, gpu);
  gpu.close();
}

/** Measures one product on a device; the roof is the workbench's own device's. */
async function measure(
  { effort, peers, ...workbench }: Workbench,
  sizes: Sizes,
  gpu: Gpu = workbench.gpu,
): Promise<Measurement> {
  using _ = gpu.scope();
  const [rows, ins, outs, groups = 1] = sizes;
  const places = [0, 1, Math.floor(rows * outs / 2), rows * outs - 1];
  const expected = places.map((at) => term(sizes, at));
  const ours = await candidate(gpu, sizes, { places, expected });
  const roof = await fmaRoof(workbench.gpu);
  const others: Candidate[] = [];
  for (const name of ["jax-js", "tfjs", "torch"] satisfies PeerName[]) {
    if (groups > 1) break; // they have no such product
    const task = { task: "matmul", rows, ins, outs, places } as const;
    const prepared = await peers.prepare(name, task);
    if (!prepared) continue;
    expectNumbers(`matmul of ${name}`, prepared.result, expected, TOLERANCE);
    others.push(prepared.candidate);
  }
  const result = await race([ours, roof.candidate, ...others], effort);
  const flops = 2 * rows * ins * outs;
  const { ms, ratio } = outcome(result, others);
  const { low, high } = result.spread("ours");
  return {
    bench: "matmul",
    ...deviceOf(gpu),
    ...{ m: rows, n: outs, k: ins, groups },
    gflops: rounded(flops / ms / 1e6),
    gflops_low: rounded(flops / high / 1e9),
    gflops_high: rounded(flops / low / 1e9),
    share_of_roof: rounded(result.ratio("ours", "fma") * flops / roof.work),
    ratio,
  };
}

/** Our product, once its result is right at some places. */
async function candidate(
  gpu: Gpu,
  [rows, ins, outs, groups = 1]: Sizes,
  { places, expected }: Record<"places" | "expected", readonly number[]>,
): Promise<Candidate> {
  const x = gpu.tensor([rows, ins], scattered(rows * ins, 1));
  const count = groups * outs * ins;
  const value = gpu.tensor([groups, outs, ins], scattered(count, 2));
  const multiply = () => linear(x, { weight: { value } })[0];
  const actual = await numbersAt(multiply(), places);
  expectNumbers("matmul", actual, expected, TOLERANCE);
  return onGpu("ours", gpu, multiply);
}

/** One number of the product, in float64. */
function term([rows, ins, outs, groups = 1]: Sizes, at: number): number {
  const row = Math.floor(at / outs);
  const o = Math.floor(row * groups / rows) * outs + at % outs;
  let sum = 0;
  for (let k = 0; k < ins; k++) {
    sum += scatteredAt(row * ins + k, 1) * scatteredAt(o * ins + k, 2);
  }
  return sum;
}
