/**
 * Which examples a training step works on.
 *
 * @module
 */
import {
  type Encoded,
  pack,
  type PackedBatch,
  shuffledBatches,
} from "../text/batches.ts";
import type { StepBatches } from "./fit.ts";
import type { Plan } from "./schedule.ts";
import type { TrainSettings } from "./settings.ts";

/** How examples are put together. */
export interface Batching extends
  Pick<
    TrainSettings,
    "batchSize" | "accumulation" | "shuffle" | "seed"
  > {
  /** Position id of a sequence's first token. */
  readonly firstPosition: number;
  /** Most tokens that go through the network at one time. */
  readonly tokenBudget: number;
}

/**
 * Deals examples out to steps, each example once an epoch.
 *
 * @param encoded The training examples.
 * @param plan Steps an epoch.
 * @param batching Batch size, order and memory.
 * @returns The batches of each step, the same ones each time it is asked.
 */
export function stepBatches(
  encoded: readonly Encoded[],
  plan: Pick<Plan, "perEpoch">,
  batching: Batching,
): (step: number) => StepBatches {
  const { batchSize: size, accumulation, shuffle, seed } = batching;
  let known:
    | { epoch: number; order: readonly (readonly number[])[] }
    | undefined;
  return (step) => {
    const epoch = Math.floor(step / plan.perEpoch);
    if (known?.epoch !== epoch) {
      const options = { size, seed, epoch, shuffle };
      known = { epoch, order: shuffledBatches(encoded.length, options) };
    }
    const first = step % plan.perEpoch * accumulation;
    return known.order.slice(first, first + accumulation)
      .map((places) => parts(places.map((place) => encoded[place]!), batching));
  };
}

/** Cuts a batch where the next sequence would pass the token budget. */
function parts(
  batch: readonly Encoded[],
  { tokenBudget, firstPosition }: Batching,
): PackedBatch[] {
  const cut: Encoded[][] = [];
  let tokens = Infinity;
  for (const example of batch) {
    tokens += example.ids.length;
    if (tokens > tokenBudget) {
      cut.push([]);
      tokens = example.ids.length;
    }
    cut.at(-1)!.push(example);
  }
  return cut.map((part) => pack(part, { firstPosition }));
}
