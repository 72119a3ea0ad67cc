import { random } from "../math/random.ts";
import type { Encoding } from "./template.ts";

/** An encoded example and its place in the data set. */
export interface Encoded extends Encoding {
  label: number;
  index: number;
}

/** Several sequences end to end, without padding. */
export interface PackedBatch {
  /** Token ids, [tokens]. */
  ids: Uint32Array<ArrayBuffer>;
  /** Position ids, [tokens]. */
  positions: Uint32Array<ArrayBuffer>;
  /** Token type ids, [tokens]. */
  types: Uint32Array<ArrayBuffer>;
  /** Where each sequence starts, and where the last one ends, [sequences + 1]. */
  offsets: Uint32Array<ArrayBuffer>;
  /** Class of each sequence, [sequences]. */
  labels: Uint32Array<ArrayBuffer>;
  /** Place of each sequence in the data set, [sequences]. */
  indices: Uint32Array<ArrayBuffer>;
}

/**
 * Packs encoded examples end to end.
 *
 * @param encoded Examples, in the order that the batch shall have.
 * @param options `firstPosition`: position id of a sequence's first token, 0 for
 * BERT and 2 for RoBERTa (one more than its padding id).
 * @returns The batch.
 */
export function pack(
  encoded: readonly Encoded[],
  { firstPosition }: { firstPosition: number },
): PackedBatch {
  const offsets = new Uint32Array(encoded.length + 1);
  encoded.forEach(({ ids }, i) => offsets[i + 1] = offsets[i]! + ids.length);
  const tokens = offsets[encoded.length]!;
  const ids = new Uint32Array(tokens);
  const positions = new Uint32Array(tokens);
  const types = new Uint32Array(tokens);
  encoded.forEach((example, i) => {
    const start = offsets[i]!;
    ids.set(example.ids, start);
    types.set(example.types, start);
    for (let place = 0; place < example.ids.length; place++) {
      positions[start + place] = firstPosition + place;
    }
  });
  const labels = Uint32Array.from(encoded, ({ label }) => label);
  const indices = Uint32Array.from(encoded, ({ index }) => index);
  return { ids, positions, types, offsets, labels, indices };
}

/**
 * Puts copies of a batch end to end, as one batch.
 *
 * @param batch The batch.
 * @param copies Number of copies, from 1.
 */
export function repeatBatch(batch: PackedBatch, copies: number): PackedBatch {
  const repeated = (values: Uint32Array<ArrayBuffer>) => {
    const all = new Uint32Array(copies * values.length);
    for (let copy = 0; copy < copies; copy++) {
      all.set(values, copy * values.length);
    }
    return all;
  };
  const tokens = batch.offsets.at(-1) ?? 0;
  const sequences = batch.labels.length;
  const offsets = Uint32Array.from(
    { length: copies * sequences + 1 },
    (_, i) =>
      tokens * Math.floor(i / sequences) + batch.offsets[i % sequences]!,
  );
  return {
    ids: repeated(batch.ids),
    positions: repeated(batch.positions),
    types: repeated(batch.types),
    offsets,
    labels: repeated(batch.labels),
    indices: repeated(batch.indices),
  };
}

/** Options of {@linkcode shuffledBatches}. */
export interface ShuffledBatchesOptions {
  /** Examples a batch, 1 or more; the last batch may have fewer. */
  size: number;
  /** Whole number that fixes the order. */
  seed: number;
  /** Number of the pass over the examples; each has its own order. */
  epoch: number;
  /** Whether to shuffle at all. @default {true} */
  shuffle?: boolean;
}

/**
 * Splits the indices of a data set into the batches of one epoch.
 *
 * @param count Number of examples.
 * @param options Batch size and what fixes the order.
 * @returns Indices of each batch; every index from 0 to count - 1 is in one.
 * @throws {RangeError} If the size is not a whole number from 1.
 */
export function shuffledBatches(
  count: number,
  { size, seed, epoch, shuffle = true }: ShuffledBatchesOptions,
): number[][] {
  expectWhole("size", size);
  const inOrder = Array.from({ length: count }, (_, i) => i);
  const order = shuffle
    ? random(seed, `order/${epoch}`).shuffle(inOrder)
    : inOrder;
  return Array.from(
    { length: Math.ceil(count / size) },
    (_, i) => order.slice(i * size, (i + 1) * size),
  );
}

/**
 * Groups encoded examples into batches of nearly equal cost, for evaluation.
 *
 * The longest come first, so that memory that does not suffice shows at once.
 *
 * @param encoded Examples in any order.
 * @param options `tokens`: most tokens a batch, 1 or more; a longer example is a
 * batch of its own.
 * @returns The batches; among examples of one length the smaller index is first.
 * @throws {RangeError} If the budget is not a whole number from 1.
 */
export function budgetBatches<T extends Encoded>(
  encoded: readonly T[],
  { tokens }: { tokens: number },
): T[][] {
  expectWhole("tokens", tokens);
  const sorted = encoded.toSorted((a, b) =>
    b.ids.length - a.ids.length || a.index - b.index
  );
  const batches: T[][] = [];
  let room = 0;
  for (const example of sorted) {
    const last = batches.at(-1);
    if (last === undefined || example.ids.length > room) {
      batches.push([example]);
      room = tokens;
    } else {
      last.push(example);
    }
    room -= example.ids.length;
  }
  return batches;
}

function expectWhole(what: string, value: number) {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(
    `Cannot make batches: ${what} is ${value}, expected a whole number from 1`,
  );
}
