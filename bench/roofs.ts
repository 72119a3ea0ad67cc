/**
 * What a device can do at most: multiply-adds, and bytes moved.
 *
 * @module
 */
import copySource from "./kernels/copy_roof.wgsl" with { type: "text" };
import fmaSource from "./kernels/fma_roof.wgsl" with { type: "text" };
import type { Gpu } from "../lib/gpu/gpu.ts";
import { kernel, variants } from "../lib/gpu/kernel.ts";
import type { Candidate } from "./measure.ts";
import { race } from "./measure.ts";
import { scattered } from "./numbers.ts";
import {
  deviceOf,
  expectNumbers,
  type Measurement,
  numbersAt,
  onGpu,
  rounded,
  type Workbench,
} from "./workbench.ts";

const fma = variants("fma_roof", fmaSource);
const copy = kernel("copy_roof", copySource);

/** A candidate that does nothing but one sort of work. */
export interface Roof {
  readonly candidate: Candidate;
  /** Floating-point operations, or bytes, of one repetition. */
  readonly work: number;
}

/** Multiply-adds of one chain in a round. */
const STEPS = 16;

/** Factor and shift whose fixed point is 1, so that numbers stay finite. */
const STEP = { factor: 0.5, shift: 0.5 };

/**
 * Multiply-adds in registers.
 *
 * @param gpu Device to load.
 * @throws {Error} If the device calculates wrongly.
 */
export async function fmaRoof(gpu: Gpu): Promise<Roof> {
  // Three chains are what fits a processor's registers (measured on llvmpipe).
  const software = gpu.info.profile === "cpu";
  const CHAINS = software ? 3 : 8;
  const threads = software ? 2 ** 10 : 2 ** 20;
  const rounds = 256;
  const out = gpu.outside(() => gpu.empty([threads]));
  const work = () =>
    gpu.run(fma({ CHAINS, STEPS }), "forward", {
      params: { rounds, ...STEP },
      bind: { out },
      threads,
    });
  work();
  const sums = 4 * CHAINS; // each has come to 1
  const ends = await numbersAt(out, [0, threads - 1]);
  expectNumbers("fma_roof", ends, [sums, sums], 0);
  return {
    candidate: onGpu("fma", gpu, work),
    work: 2 * sums * STEPS * rounds * threads,
  };
}

/**
 * Copies of 64 MiB, which counts as twice as many bytes: read and written.
 *
 * @param gpu Device to load.
 * @throws {Error} If the device copies wrongly.
 */
export async function copyRoof(gpu: Gpu): Promise<Roof> {
  const size = 2 ** 24;
  const data = scattered(size, 1);
  const { x, out } = gpu.outside(() => ({
    x: gpu.tensor([size], data),
    out: gpu.empty([size]),
  }));
  const size4 = size / 4;
  const work = () =>
    gpu.run(copy, "forward", {
      params: { size4 },
      bind: { x, out },
      threads: size4,
    });
  work();
  const places = [0, 12345, size - 1];
  const expected = places.map((at) => data[at]!);
  expectNumbers("copy_roof", await numbersAt(out, places), expected, 0);
  return { candidate: onGpu("copy", gpu, work), work: 8 * size };
}

/** Measures both roofs. */
export async function* roofs(
  { gpu, effort }: Workbench,
): AsyncGenerator<Measurement> {
  for (const roof of [await fmaRoof(gpu), await copyRoof(gpu)]) {
    const { name } = roof.candidate;
    const { median, low, high } = (await race([roof.candidate], effort))
      .spread(name);
    const rate = (seconds: number) => rounded(roof.work / seconds / 1e9);
    yield {
      bench: "roofs",
      roof: name,
      ...deviceOf(gpu),
      unit: name === "fma" ? "GFLOP/s" : "GB/s",
      rate: rate(median),
      rate_low: rate(high),
      rate_high: rate(low),
    };
  }
}
