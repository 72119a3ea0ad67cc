/**
 * What the forward and backward kernels of attention are told alike.
 *
 * @module
 */
import { expectShape } from "../gpu/shape.ts";
import type { Tensor } from "../gpu/tensor.ts";
import type { Dropout } from "./dropout.ts";
import type { RowChoice } from "./take_rows.ts";

/** How the rows of q, k and v belong together. */
export interface AttentionOptions {
  /** Number of heads: consecutive blocks of columns, all of one width. */
  heads: number;
  /** First token of each sequence, and the number of tokens, u32 [sequences + 1]. */
  offsets: Tensor;
  /** Sequence that each token is part of, u32 [tokens]. */
  sequenceOf: Tensor;
  /** Tokens of the longest sequence, or more. */
  longest: number;
  /** Tokens that the rows of q stand for; all of them, in order, if absent. */
  queries?: RowChoice | undefined;
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
    | "rate",
    number
  >;
  bind: Record<"q" | "k" | "v" | "offsets" | "sequence_of", Tensor>;
  /** Token of each row of q, and row of each token; anything unless CHOSEN. */
  rows: Tensor;
  places: Tensor;
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
  const { heads, offsets, sequenceOf, longest, dropout } = options;
  const [tokens = 0, hidden = 0] = k.shape;
  const headDim = hidden / heads;
  if (headDim % 4 !== 0 || headDim < 4 || headDim > MAX_HEAD_DIM) {
    throw new RangeError(
      `Cannot attend with heads of width ${headDim}: hidden is ${hidden} and there are ${heads} heads, expected a multiple of 4 from 4 to ${MAX_HEAD_DIM}`,
    );
  }
  const { rows, places } = options.queries ??
    { rows: sequenceOf, places: sequenceOf };
  const queries = rows.shape[0] ?? 0;
  expectShape("attention q", q, [queries, hidden]);
  expectShape("attention v", v, [tokens, hidden]);
  expectShape("attention sequenceOf", sequenceOf, [tokens]);
  expectShape("attention queries", places, [tokens]);
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
      CHOSEN: options.queries ? 1 : 0,
    },
    params: {
      queries,
      tokens,
      heads,
      sequences: (offsets.shape[0] ?? 1) - 1,
      longest,
      scale: 1 / Math.sqrt(headDim),
      key,
      rate,
    },
    bind: { q, k, v, offsets, sequence_of: sequenceOf },
    rows,
    places,
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
