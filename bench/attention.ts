/**
 * Attention within packed sequences, beside the same sequences with padding.
 *
 * @module
 */
import type { Gpu } from "../lib/gpu/gpu.ts";
import type { Tensor } from "../lib/gpu/tensor.ts";
import { attention as attend } from "../lib/ops/attention.ts";
import { sendSequences } from "../lib/ops/sequences.ts";
import { type Candidate, race } from "./measure.ts";
import { scattered } from "./numbers.ts";
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

/** Sequences of different lengths, and heads. */
interface Shape {
  readonly lengths: readonly number[];
  readonly heads: number;
  readonly headDim: number;
}

/** Lengths from 8 to the longest, in an order that looks like none. */
const mixed = (count: number, longest: number) =>
  Array.from({ length: count }, (_, i) => 8 + i * 37 % (longest - 7));

/** The embedded model's, then BERT-base's. */
const SHAPES: readonly Shape[] = [
  { lengths: mixed(64, 40), heads: 4, headDim: 16 },
  { lengths: mixed(16, 128), heads: 12, headDim: 64 },
];

/** RoBERTa-large's, at about 8192 and 4096 tokens: for real GPUs. */
const LARGE: readonly Shape[] = [
  { lengths: mixed(120, 128), heads: 16, headDim: 64 },
  { lengths: mixed(16, 512), heads: 16, headDim: 64 },
];

/** Products of a forward pass, and of one with its way back, for each q and k. */
const PRODUCTS = { forward: 2, both: 7 };

/** Measures both passes of every shape. */
export async function* attention(
  workbench: Workbench,
): AsyncGenerator<Measurement> {
  const { gpu } = workbench;
  const large = gpu.info.profile === "gpu" ? LARGE : [];
  for (const shape of [...SHAPES, ...large]) {
    await check(gpu, shape);
    yield await measure(workbench, shape, "forward");
    yield await measure(workbench, shape, "both");
  }
}

async function measure(
  { gpu, effort }: Workbench,
  shape: Shape,
  pass: keyof typeof PRODUCTS,
): Promise<Measurement> {
  using _ = gpu.scope();
  const { lengths, heads, headDim } = shape;
  const longest = Math.max(...lengths);
  const squares = lengths.reduce((sum, length) => sum + length ** 2, 0);
  const flops = 2 * PRODUCTS[pass] * squares * heads * headDim;
  const full = { ...shape, lengths: lengths.map(() => longest) };
  const padded = candidate(gpu, "padded", full, pass);
  const ours = candidate(gpu, "ours", shape, pass);
  const roof = await fmaRoof(gpu);
  const result = await race([ours, padded, roof.candidate], effort);
  const { median } = result.spread("ours");
  return {
    bench: "attention",
    pass,
    ...deviceOf(gpu),
    sequences: lengths.length,
    longest,
    heads,
    head_dim: headDim,
    gflops: rounded(flops / median / 1e9),
    share_of_roof: rounded(result.ratio("ours", "fma") * flops / roof.work),
    ...outcome(result, [padded]),
  };
}

/** Queries, keys, values, and where the sequences are. */
function inputs(gpu: Gpu, { lengths, heads, headDim }: Shape) {
  const tokens = lengths.reduce((sum, length) => sum + length);
  const hidden = heads * headDim;
  const offsets = Uint32Array.from([0, ...lengths]);
  lengths.forEach((_, s) => offsets[s + 1]! += offsets[s]!);
  const numbers = (seed: number): Tensor => ({
    ...gpu.tensor([tokens, hidden], scattered(tokens * hidden, seed)),
    tracked: true,
  });
  const [q, k, v, dout] = [numbers(1), numbers(2), numbers(3), numbers(4)];
  const options = {
    heads,
    sequences: sendSequences(gpu, offsets),
  };
  return { q, k, v, dout, options, tokens, hidden };
}

function candidate(
  gpu: Gpu,
  name: string,
  shape: Shape,
  pass: keyof typeof PRODUCTS,
): Candidate {
  const { q, k, v, dout, options } = inputs(gpu, shape);
  return onGpu(name, gpu, () => {
    const [, back] = attend(q, k, v, options);
    if (pass === "both") back(dout);
  });
}

/** Checks one number of the last token's output. */
async function check(gpu: Gpu, shape: Shape): Promise<void> {
  using _ = gpu.scope();
  const { q, k, v, options, tokens, hidden } = inputs(gpu, shape);
  const at = (tokens - 1) * hidden; // its first column, so of the first head
  const [actual] = await numbersAt(attend(q, k, v, options)[0], [at]);
  const [queries, keys, values] = [q, k, v].map((_, i) =>
    scattered(tokens * hidden, i + 1)
  ) as [Float32Array, Float32Array, Float32Array];
  let [total, sum] = [0, 0];
  for (let row = tokens - shape.lengths.at(-1)!; row < tokens; row++) {
    let score = 0;
    for (let d = 0; d < shape.headDim; d++) {
      score += queries[at + d]! * keys[row * hidden + d]!;
    }
    const weight = Math.exp(score / Math.sqrt(shape.headDim));
    total += weight;
    sum += weight * values[row * hidden]!;
  }
  expectNumbers("attention", [actual!], [sum / total], 1e-5);
}
