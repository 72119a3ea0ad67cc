/**
 * What the forward and backward kernels of attention are told alike.
 *
 * @module
 */
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import type { Dropout } from "./dropout.ts";
import { sequenceOfAt, type Sequences } from "./sequences.ts";
import { placesAt, type RowChoice, rowsAt } from "./take_rows.ts";

/** How the rows of q, k and v belong together. */
export interface AttentionOptions {
  /** Number of heads: consecutive blocks of columns, all of one width. */
  heads: number;
  /**
   * Where the sequences lie; of a choice of rows, those rows are what the rows of
   * q stand for, else all of them, in order.
   */
  sequences: Sequences | RowChoice;
  /** How probabilities are dropped; they are not if absent. */
  dropout?: Dropout | undefined;
}

/** Inputs and options of attention, checked and named as the kernels name them. */
export interface AttentionPlan {
  /** Constants of the kernels, but for their tiles. */
  constants: { HEAD_DIM: number; DROPOUT: number; CHOSEN: number };
  params: Record<
    | "queries"
    | "tokens"
    | "heads"
    | "sequences"
    | "longest"
    | "scale"
    | "key"
    | "rate"
    | "sequence_of"
    | "rows"
    | "places",
    number
  >;
  bind: Record<"q" | "k" | "v" | "index", Tensor>;
}

/** Widest head that the kernels hold in registers. */
const MAX_HEAD_DIM = 128;

/**
 * Checks what attention is given.
 *
 * @throws {RangeError} If the shapes do not fit, if the width of a head is not
 * a multiple of 4 from 4 to 128, or if the rate of dropout is out of range.
 */
export function planAttention(
  q: Tensor,
  k: Tensor,
  v: Tensor,
  options: AttentionOptions,
): AttentionPlan {
  const { heads, sequences, dropout } = options;
  const { index, count, tokens, longest } = sequences;
  const hidden = k.shape[1] ?? 0;
  const headDim = hidden / heads;
  if (headDim % 4 !== 0 || headDim < 4 || headDim > MAX_HEAD_DIM) {
    throw new RangeError(
      `Cannot attend with heads of width ${headDim}: hidden is ${hidden} and there are ${heads} heads, expected a multiple of 4 from 4 to ${MAX_HEAD_DIM}`,
    );
  }
  const choice = "chosen" in sequences ? sequences : undefined;
  const queries = choice?.chosen ?? tokens;
  expectShape("attention q", q, [queries, hidden]);
  expectShape("attention k", k, [tokens, hidden]);
  expectShape("attention v", v, [tokens, hidden]);
  const { rate, key } = dropout ?? { rate: 0, key: 0 };
  if (!(rate >= 0 && rate < 1)) {
    throw new RangeError(
      `Cannot drop probabilities: rate is ${rate}, expected a number from 0 to below 1`,
    );
  }
  return {
    constants: {
      HEAD_DIM: headDim,
      DROPOUT: rate > 0 ? 1 : 0,
      CHOSEN: choice ? 1 : 0,
    },
    params: {
      queries,
      tokens,
      heads,
      sequences: count,
      longest,
      scale: 1 / Math.sqrt(headDim),
      key,
      rate,
      sequence_of: sequenceOfAt(sequences),
      rows: choice ? rowsAt(choice) : 0,
      places: choice ? placesAt(choice) : 0,
    },
    bind: { q, k, v, index },
  };
}

/**
 * Chooses how many consecutive rows one thread works on.
 *
 * A processor loads slowly and calculates fast, so that there each row that is
 * loaded should serve several others; a GPU has no registers for that. The
 * tile's code grows with its size, and so does the time to compile it.
 *
 * @param plan The plan.
 * @param budget Vectors of four that a tile may have.
 * @returns A number from 1 to 8.
 */
export function tileRows(
  { constants: { HEAD_DIM }, bind: { q } }: AttentionPlan,
  budget: number,
): number {
  if (q.gpu.info.profile === "gpu") return 1;
  return Math.max(1, Math.min(8, Math.floor(4 * budget / HEAD_DIM)));
}

/** Rows of q that one thread works on; chosen ones are of different sequences. */
export function queryTile(plan: AttentionPlan): number {
  return plan.constants.CHOSEN === 1 ? 1 : tileRows(plan, 32);
}

/** Shortest longest sequence whose scores are worth a tile. */
const MIN_TILED = 17;

/**
 * Chooses how many consecutive tokens of a sequence one workgroup works on.
 *
 * On a GPU a tile of them shares what it loads of the others. Tiles hold slices
 * of 32 columns of a head in shared memory, less than any device offers.
 *
 * @param plan The plan.
 * @returns 32 or 64; nothing where one thread a head of a row is what suits the
 * device, the width of the heads, chosen queries or short sequences.
 */
export function workgroupTile(
  { constants: { HEAD_DIM, CHOSEN }, params, bind: { q } }: AttentionPlan,
): number | undefined {
  const fits = q.gpu.info.profile === "gpu" && HEAD_DIM % 32 === 0;
  if (!fits || CHOSEN === 1 || params.longest < MIN_TILED) return undefined;
  return params.longest > 32 ? 64 : 32;
}

/** Workgroups that tiles of so many tokens are for, those of short sequences idle. */
export function tileCount(
  { params: { sequences, heads, longest } }: AttentionPlan,
  rows: number,
): number {
  return sequences * heads * Math.ceil(longest / rows);
}
