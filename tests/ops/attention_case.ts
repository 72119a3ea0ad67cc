/**
 * Inputs of attention, made up, and its definition in float64.
 *
 * @module
 */
import type { Gpu } from "../../lib/gpu/gpu.ts";
import type { Tensor } from "../../lib/gpu/tensor.ts";
import { attention } from "../../lib/ops/attention.ts";
import type { AttentionOptions } from "../../lib/ops/attention_plan.ts";
import { sendSequences } from "../../lib/ops/sequences.ts";
import { chooseRows } from "../../lib/ops/take_rows.ts";
import {
  assertClose,
  assertGradient,
  normals,
  type Numbers,
} from "../check.ts";
import { uniformAt } from "./uniform_at.ts";

/** What a test of attention varies. */
export interface AttentionCase {
  headDim: number;
  heads: number;
  /** Tokens of each sequence. */
  lengths: readonly number[];
  /** Tokens that are queries; all if absent. */
  chosen?: readonly number[];
  /** Rate of dropout; its key is 99. */
  rate?: number;
}

/** Numbers of q, k, v and of the gradient at the output. */
export interface AttentionNumbers {
  q: Float32Array<ArrayBuffer>;
  k: Float32Array<ArrayBuffer>;
  v: Float32Array<ArrayBuffer>;
  dout: Float32Array<ArrayBuffer>;
}

const KEY = 99;

/** Sequences whose lengths are no multiple of any tile. */
const lengths = [5, 1, 17, 2, 33];

const base = { headDim: 16, heads: 4, lengths };

/** Cases that both passes are tested with. */
export const attentionCases = {
  "one head of 4": { headDim: 4, heads: 1, lengths },
  "three heads of 8": { headDim: 8, heads: 3, lengths },
  "four heads of 16": base,
  "two heads of 32": { headDim: 32, heads: 2, lengths },
  "one head of 64": { headDim: 64, heads: 1, lengths },
  "one head of 128": { headDim: 128, heads: 1, lengths: [3, 4] },
  "sequences of one token": { ...base, lengths: [1, 1, 1] },
  "sequences of no tokens": { ...base, lengths: [0, 5, 0, 3, 0] },
  "chosen queries": { ...base, chosen: [57, 0, 5, 6, 23, 24] },
  "dropout": { ...base, rate: 0.4 },
  "chosen queries and dropout": {
    ...base,
    chosen: [0, 5, 6, 23, 25],
    rate: 0.1,
  },
} satisfies Record<string, AttentionCase>;

/** Cases that tiles are tested with: lengths about theirs, and every form of slice. */
export const tiledCases = {
  "one head of 32, short": { headDim: 32, heads: 1, lengths: [5, 1, 17, 32] },
  "two heads of 32 and dropout": { ...base, headDim: 32, heads: 2, rate: 0.4 },
  "one head of 64": { headDim: 64, heads: 1, lengths: [64, 1, 65] },
  "one head of 128": { headDim: 128, heads: 1, lengths: [33, 3] },
  "sequences of no tokens": {
    headDim: 32,
    heads: 2,
    lengths: [0, 33, 0, 3, 0],
  },
} satisfies Record<string, AttentionCase>;

/** First token of each sequence, and the number of tokens. */
function offsetsOf(lengths: readonly number[]): Uint32Array<ArrayBuffer> {
  const offsets = new Uint32Array(lengths.length + 1);
  lengths.forEach((length, i) => offsets[i + 1] = offsets[i]! + length);
  return offsets;
}

/** Number of rows of q and of k. */
function rowCounts({ lengths, chosen }: AttentionCase) {
  const tokens = lengths.reduce((sum, length) => sum + length, 0);
  return { queries: chosen?.length ?? tokens, tokens };
}

/** Draws numbers for a case; the scores are spread by several units. */
export function attentionNumbers(c: AttentionCase): AttentionNumbers {
  const { queries, tokens } = rowCounts(c);
  const hidden = c.heads * c.headDim;
  return {
    q: normals(queries * hidden, 1).map((x) => 2 * x),
    k: normals(tokens * hidden, 2),
    v: normals(tokens * hidden, 3),
    dout: normals(queries * hidden, 4),
  };
}

/** Sends a case to the GPU, with q, k and v tracked. */
export function sendAttention(
  gpu: Gpu,
  c: AttentionCase,
  numbers: AttentionNumbers,
): {
  q: Tensor;
  k: Tensor;
  v: Tensor;
  dout: Tensor;
  options: AttentionOptions;
} {
  const { queries, tokens } = rowCounts(c);
  const hidden = c.heads * c.headDim;
  const send = (rows: number, data: Float32Array<ArrayBuffer>) => ({
    ...gpu.tensor([rows, hidden], data),
    tracked: true,
  });
  const offsets = offsetsOf(c.lengths);
  return {
    q: send(queries, numbers.q),
    k: send(tokens, numbers.k),
    v: send(tokens, numbers.v),
    dout: send(queries, numbers.dout),
    options: {
      heads: c.heads,
      sequences: c.chosen
        ? chooseRows(gpu, Uint32Array.from(c.chosen), offsets)
        : sendSequences(gpu, offsets),
      dropout: c.rate === undefined ? undefined : { rate: c.rate, key: KEY },
    },
  };
}

/** Attention in float64, straight from its definition, query by query. */
export function attentionReference(
  c: AttentionCase,
  { q, k, v }: { q: Numbers; k: Numbers; v: Numbers },
): Float64Array {
  const { heads, headDim, lengths } = c;
  const offsets = offsetsOf(lengths);
  const { queries, tokens } = rowCounts(c);
  const rate = c.rate ?? 0;
  const longest = Math.max(...lengths);
  const out = new Float64Array(queries * heads * headDim);
  const chosen = c.chosen ?? [...Array(tokens).keys()];
  chosen.forEach((token, row) => {
    const start = offsets.findLast((offset) => offset <= token)!;
    const end = offsets.find((offset) => offset > token)!;
    for (let head = 0; head < heads; head++) {
      const column = (row: number, d: number) =>
        (row * heads + head) * headDim + d;
      const scores: number[] = [];
      for (let j = start; j < end; j++) {
        let score = 0;
        for (let d = 0; d < headDim; d++) {
          score += q[column(row, d)]! * k[column(j, d)]!;
        }
        scores.push(score / Math.sqrt(headDim));
      }
      const top = Math.max(...scores);
      const weights = scores.map((score) => Math.exp(score - top));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      weights.forEach((weight, place) => {
        const counter = (token * heads + head) * longest + place;
        const kept = uniformAt(KEY, counter) >= Math.fround(rate);
        const p = kept ? weight / total / (1 - rate) : 0;
        for (let d = 0; d < headDim; d++) {
          out[column(row, d)]! += p * v[column(start + place, d)]!;
        }
      });
    }
  });
  return out;
}

/** Asserts that the output of a case is the reference's. */
export async function assertAttention(gpu: Gpu, c: AttentionCase) {
  const numbers = attentionNumbers(c);
  const { q, k, v, options } = sendAttention(gpu, c, numbers);
  const [out] = attention(q, k, v, options);
  assertClose(await gpu.read(out), attentionReference(c, numbers), {
    tolerance: 1e-5,
    what: "out",
  });
}

/** Asserts that all three gradients of a case are the reference's. */
export async function assertAttentionGradients(gpu: Gpu, c: AttentionCase) {
  const numbers = attentionNumbers(c);
  const { q, k, v, dout, options } = sendAttention(gpu, c, numbers);
  const [, back] = attention(q, k, v, options);
  const gradients = back(dout);
  for (const [i, name] of (["q", "k", "v"] as const).entries()) {
    const f = (x: Numbers) => attentionReference(c, { ...numbers, [name]: x });
    const dx = await gpu.read(gradients[i]!);
    assertGradient(f, { x: numbers[name], dout: numbers.dout, dx }, {
      tolerance: 1e-5,
      what: `d${name}`,
    });
  }
}
