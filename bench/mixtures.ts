/**
 * Means of many subsets of adapters, beside numpy.
 *
 * @module
 */
import type { Gpu } from "../lib/gpu/gpu.ts";
import type { Tensor } from "../lib/gpu/tensor.ts";
import { weightedMean } from "../lib/ops/weighted_mean.ts";
import { race } from "./measure.ts";
import { scattered, scatteredAt } from "./numbers.ts";
import { copyRoof } from "./roofs.ts";
import { drawSubsets } from "./subsets.ts";
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

const ADAPTERS = 13;

/** Mixtures that the study makes at one time. */
const MIXTURES = 64;

/** Weights of each: what fits any device's bindings. */
const WEIGHTS = 2 ** 18;

/** Measures the mixing of weights that are on the device. */
export async function* mixtures(
  { gpu, effort, peers }: Workbench,
): AsyncGenerator<Measurement> {
  using _ = gpu.scope();
  const subsets = drawSubsets(ADAPTERS, MIXTURES);
  const places = [0, 5 * WEIGHTS + 7, MIXTURES * WEIGHTS - 1];
  const expected = places.map((at) => meanAt(subsets, at));
  const mix = mixer(gpu, subsets);
  expectNumbers("mixtures", await numbersAt(mix(), places), expected, 1e-6);
  const sizes = { adapters: ADAPTERS, weights: WEIGHTS, mixtures: subsets };
  const task = { task: "mixtures", ...sizes, places } as const;
  const prepared = await peers.prepare("numpy", task);
  if (prepared) {
    expectNumbers("mixtures of numpy", prepared.result, expected, 1e-6);
  }
  const others = prepared ? [prepared.candidate] : [];
  const roof = await copyRoof(gpu);
  const ours = onGpu("ours", gpu, mix);
  const result = await race([ours, roof.candidate, ...others], effort);
  const bytes = 4 * (ADAPTERS + MIXTURES) * WEIGHTS;
  const { median } = result.spread("ours");
  yield {
    bench: "mixtures",
    ...deviceOf(gpu),
    mixtures: MIXTURES,
    adapters: ADAPTERS,
    weights: WEIGHTS,
    gbytes_per_second: rounded(bytes / median / 1e9),
    share_of_roof: rounded(result.ratio("ours", "copy") * bytes / roof.work),
    ...outcome(result, others),
  };
}

/** Sends the adapters to the device; what it returns mixes them. */
function mixer(gpu: Gpu, subsets: readonly number[][]): () => Tensor {
  const all = new Float32Array(ADAPTERS * WEIGHTS);
  for (let i = 0; i < ADAPTERS; i++) {
    all.set(scattered(WEIGHTS, i), i * WEIGHTS);
  }
  const shares = new Float32Array(MIXTURES * ADAPTERS);
  subsets.forEach((members, row) => {
    for (const at of members) shares[row * ADAPTERS + at] = 1 / members.length;
  });
  const stacked = gpu.tensor([ADAPTERS, WEIGHTS], all);
  const weights = gpu.tensor([MIXTURES, ADAPTERS], shares);
  return () => weightedMean(stacked, weights);
}

/** One number of the mixtures, in float64. */
function meanAt(subsets: readonly number[][], at: number): number {
  const members = subsets[Math.floor(at / WEIGHTS)]!;
  const values = members.map((seed) => scatteredAt(at % WEIGHTS, seed));
  return values.reduce((sum, v) => sum + v) / members.length;
}
