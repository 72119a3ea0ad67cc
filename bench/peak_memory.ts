/**
 * GPU memory of a step of adapter training with RoBERTa-large's blocks, by the
 * token budget and by the batches that are added up.
 *
 * @module
 */
import { Gpu } from "../lib/gpu/gpu.ts";
import { drawLargeBout } from "./large_bout.ts";
import type { Bout } from "./step_bout.ts";
import { stepTimer } from "./step_timer.ts";
import {
  deviceOf,
  type Measurement,
  rounded,
  type Workbench,
} from "./workbench.ts";

/** Tokens of a sequence. */
const TOKENS = 128;

/** Sequences that a step is made of, however they are put together. */
const SEQUENCES = 16;

/** Blocks of RoBERTa-large. */
const BLOCKS = 24;

/** How the sequences of a step are put together. */
interface Division {
  /** Most tokens in one pass through the network. */
  readonly budget: number;
  /** Batches whose gradients are added up. */
  readonly accumulation: number;
}

/** Divisions; all have the same gradients. */
const DIVISIONS: readonly Division[] = [
  { budget: 512, accumulation: 1 },
  { budget: 1024, accumulation: 1 },
  { budget: 2048, accumulation: 1 },
  { budget: 2048, accumulation: 4 },
];

/**
 * Bytes that a token leaves in a block for the way back at the least, if nothing
 * but softmax is calculated again: query, key, value, attention's result, two
 * inputs of normalisations, the feed-forward before its non-linearity (four times
 * as wide), the adapter's input and its middle.
 */
const LEAST = 4 * (11 * 1024 + 64);

/** Memory of a step. */
interface Bytes {
  /** What its tensors take at one time, beside weights, their gradients and moments. */
  readonly step: number;
  /** What the device had to have, memory that waits to be used again included. */
  readonly device: number;
}

/** Measures every division, and what one more block costs. */
export async function* peakMemory(
  { gpu, layers: wanted }: Workbench,
): AsyncGenerator<Measurement> {
  const software = gpu.info.profile === "cpu";
  // The last block keeps little, and nothing goes back through the first one.
  const layers = Math.max(3, wanted ?? (software ? 3 : BLOCKS));
  let block: number | undefined;
  for (const division of DIVISIONS) {
    const tokens = tokensOf(division);
    const { step, device } = await stepBytes(gpu, division, layers);
    if (block === undefined) {
      const more = await stepBytes(gpu, division, layers + 1);
      block = (more.step - step) / tokens;
    }
    yield {
      bench: "peak_memory",
      ...deviceOf(gpu),
      layers,
      token_budget: division.budget,
      accumulation: division.accumulation,
      tokens,
      step_mb: megabytes(step),
      device_mb: megabytes(device),
      bytes_per_token_and_block: rounded(block),
      times_the_least: rounded(block / LEAST),
      step_mb_of_24_blocks: megabytes(
        step + (BLOCKS - layers) * tokens * block,
      ),
    };
  }
}

/** Tokens that go through the network at one time. */
function tokensOf({ budget, accumulation }: Division): number {
  return Math.min(budget, TOKENS * SEQUENCES / accumulation);
}

/** Trains for a step on a device of its own and asks it for its account. */
async function stepBytes(
  { info: { profile } }: Gpu,
  division: Division,
  layers: number,
): Promise<Bytes> {
  const gpu = await Gpu.open({ profile });
  const timer = stepTimer(gpu, boutOf(division, layers));
  gpu.memory.forgetPeaks();
  const resident = gpu.memory.held;
  await timer.candidate.run(1);
  const { heldPeak, peak } = gpu.memory;
  gpu.close();
  return { step: heldPeak - resident, device: peak };
}

/** A batch of the model, with dropout as in training. */
function boutOf({ budget, accumulation }: Division, layers: number): Bout {
  const bout = drawLargeBout({
    layers,
    sequences: SEQUENCES,
    tokens: TOKENS,
    vocabulary: 1000,
    dropout: 0.1,
  });
  const batchSize = SEQUENCES / accumulation;
  const settings = { ...bout.settings, batchSize, accumulation };
  return { ...bout, settings, tokenBudget: budget };
}

function megabytes(bytes: number): number {
  return rounded(bytes / 1e6);
}
