/**
 * Signs of all pairs of thirteen RoBERTa-large-sized adapters, beside numpy.
 *
 * @module
 */
import type { HostTensor, Weights } from "../lib/io/safetensors.ts";
import { fsdMatrix } from "../lib/mix/fsd.ts";
import { size } from "../lib/gpu/tensor.ts";
import { type Candidate, race } from "./measure.ts";
import { scattered } from "./numbers.ts";
import {
  deviceOf,
  expectNumbers,
  type Measurement,
  onHost,
  outcome,
  type Workbench,
} from "./workbench.ts";

const ADAPTERS = 13;

/** A Pfeiffer adapter's tensors in each of 24 blocks: width 64 in 1024. */
const TENSORS = [[64, 1024], [64], [1024, 64], [1024]] as const;

const BLOCKS = 24;

/** Weights of an adapter: 3.17 million. */
const WEIGHTS = BLOCKS * TENSORS.reduce((sum, shape) => sum + size(shape), 0);

/** numpy as the paper's algorithm reads, and with a bit a sign. */
const WAYS = [["numpy", "fsd"], ["numpy_bits", "fsd_bits"]] as const;

/** Measures the matrix of all pairs, from weights on the host to the numbers. */
export async function* fsd(
  { gpu, effort, peers }: Workbench,
): AsyncGenerator<Measurement> {
  const adapters = Array.from({ length: ADAPTERS }, (_, seed) => adapter(seed));
  const { counts } = await fsdMatrix(gpu, adapters);
  const pairs = counts.flatMap((row, i) => row.slice(i + 1));
  const others: Candidate[] = [];
  for (const [name, task] of WAYS) {
    const sizes = { adapters: ADAPTERS, weights: WEIGHTS };
    const prepared = await peers.prepare(name, { task, ...sizes });
    if (!prepared) continue;
    expectNumbers(`${task} of numpy`, prepared.result, pairs, 0);
    others.push(prepared.candidate);
  }
  const ours = onHost("ours", () => fsdMatrix(gpu, adapters));
  const result = await race([ours, ...others], effort);
  yield {
    bench: "fsd",
    ...deviceOf(gpu),
    pairs: pairs.length,
    weights: WEIGHTS,
    ...outcome(result, others),
  };
}

/** Made-up weights, tensor by tensor. */
function adapter(seed: number): Weights {
  const all = scattered(WEIGHTS, seed);
  const weights = new Map<string, HostTensor>();
  let start = 0;
  for (let block = 0; block < BLOCKS; block++) {
    TENSORS.forEach((shape, i) => {
      const data = all.subarray(start, start += size(shape));
      const name = `${block}`.padStart(2, "0");
      weights.set(`block.${name}.${i}`, { shape, data });
    });
  }
  return weights;
}
