/**
 * Many mixtures of the same adapters go through the network together.
 *
 * @module
 */
import {
  type Encoded,
  type PackedBatch,
  repeatBatch,
} from "../text/batches.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { type CrossEntropy, crossEntropy } from "../ops/cross_entropy.ts";
import { repeatRows } from "../ops/repeat_rows.ts";
import type { RowChoice } from "../ops/take_rows.ts";
import { sendParams } from "../model/arena.ts";
import { type Batch, firstTokens, sendBatch } from "../model/batch.ts";
import { encoderStages } from "../model/encoder.ts";
import { head as headLayer } from "../model/head.ts";
import type { Model } from "../model/loaded.ts";
import { firstOf, type Params } from "../model/params.ts";
import { runStages, type State } from "../model/stage.ts";
import { type AdapterHead, adapterWrapper } from "../adapter/adapter.ts";
import { firstStage } from "../adapter/first_stage.ts";
import { type EvaluateOptions, packedBatches } from "./evaluate.ts";
import { mixStack, type Stack } from "./stack.ts";

/** What mixtures are judged on: the target's own head and its examples. */
export interface Target {
  readonly head: AdapterHead;
  readonly encoded: readonly Encoded[];
}

/** Most mixtures in one pass: more gain nothing, and take longer to stop. */
const MIXTURES_AT_ONCE = 64;

/** A batch that went through the network for some of the mixtures together. */
export interface Pass {
  /** The first of the mixtures, and their number. */
  readonly first: number;
  readonly groups: number;
  /** Place of each of the batch's sequences in the data set. */
  readonly indices: Uint32Array;
  /** Losses and right answers, mixture by mixture. */
  readonly scored: CrossEntropy;
}

/**
 * Takes every mixture through every batch.
 *
 * What lies below the first adapter is calculated once for all mixtures; from
 * there on, as many mixtures as the token budget holds go through the network
 * together, each with weights of its own.
 *
 * @param model The model.
 * @param stack The adapters.
 * @param target Head and examples.
 * @param mixtures Places in the stack of each mixture's members, which all have
 * the same weight.
 * @param options Positions and memory.
 * @returns The passes; the tensors of one are freed before the next one.
 */
export function* mixturePasses(
  model: Model,
  stack: Stack,
  target: Target,
  mixtures: readonly (readonly number[])[],
  options: EvaluateOptions,
): Generator<Pass> {
  const { gpu, dtype } = model;
  const head = sendParams(gpu, target.head.weights);
  for (const packed of packedBatches(target.encoded, options)) {
    using _ = gpu.scope();
    const shared = sharedState(model, stack, packed);
    const most = copiesWithin(options.tokenBudget, packed);
    const send = sentCopies(model, packed);
    for (let first = 0; first < mixtures.length; first += most) {
      const some = mixtures.slice(first, first + most);
      const groups = some.length;
      const copies = send(groups);
      using _ = gpu.scope();
      const params = firstOf(mixStack(gpu, stack, some, dtype), head);
      const state = { ...shared, copies: groups };
      const logits = decide(model, stack, target, { ...copies, params, state });
      const scored = crossEntropy(logits, copies.labels);
      yield { first, groups, indices: packed.indices, scored };
      gpu.flush();
    }
  }
}

/** Copies of a batch that go through the network together. */
interface Copies {
  readonly batch: Batch;
  /** First token of each sequence. */
  readonly rows: RowChoice;
  /** Class of each sequence. */
  readonly labels: Tensor;
}

/** Number of copies of a batch that keep within a budget, from 1. */
function copiesWithin(tokenBudget: number, { ids }: PackedBatch): number {
  const most = Math.floor(tokenBudget / Math.max(1, ids.length));
  return Math.max(1, Math.min(MIXTURES_AT_ONCE, most));
}

/** Sends so many copies of a batch, once for each number. */
function sentCopies(
  model: Model,
  packed: PackedBatch,
): (copies: number) => Copies {
  const sent = new Map<number, Copies>();
  return (copies) => {
    const known = sent.get(copies) ?? sendCopies(model, packed, copies);
    sent.set(copies, known);
    return known;
  };
}

function sendCopies(
  { gpu }: Model,
  packed: PackedBatch,
  copies: number,
): Copies {
  const batch = sendBatch(gpu, repeatBatch(packed, copies));
  return {
    batch,
    rows: firstTokens(batch),
    labels: gpu.tensor([batch.labels.length], batch.labels),
  };
}

/** The state just before the first adapter, the same for all mixtures. */
function sharedState(
  { gpu, config, params }: Model,
  stack: Stack,
  packed: PackedBatch,
): State {
  const batch = sendBatch(gpu, packed);
  const { embed, stages } = encoderStages(gpu, config, params);
  const [x] = embed(batch);
  const shared = stages.slice(
    0,
    firstStage(stack.config, config.num_hidden_layers),
  );
  const [state] = runStages(gpu, shared, { x }, batch, firstTokens(batch));
  return state;
}

/** Goes on from the shared state to the logits of all copies' sequences. */
function decide(
  model: Model,
  { config }: Stack,
  target: Target,
  { batch, rows, params: own, state }: Copies & {
    params: Params;
    state: State;
  },
): Tensor {
  const { gpu, config: encoder } = model;
  const params = firstOf(own, model.params);
  const wrapper = adapterWrapper(config, encoder, params);
  const { stages } = encoderStages(gpu, encoder, params, { wrapper });
  const rest = stages.slice(firstStage(config, encoder.num_hidden_layers));
  const [{ x, copies }] = runStages(gpu, rest, state, batch, rows);
  const read = headLayer(target.head.config, encoder, params);
  const [logits] = read(repeatRows(x, copies), batch);
  return logits;
}
