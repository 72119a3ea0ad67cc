/**
 * Known answers of the kernels of attention.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { attention } from "./attention.ts";
import { type KnownAnswer, tensorOf } from "./known_answer.ts";
import { sendSequences } from "./sequences.ts";

/** By name of the kernel. */
export const attentionAnswers = {
  attention: (gpu) => [[attend(gpu).out, [3, 2, 0, 0, 2, 4, 0, 0, 9, 9, 9, 9]]],
  attention_backward: (gpu) => {
    const { q, k, v } = attend(gpu);
    return [
      [q, [0.75 * Math.log(3), ...zeros(11)]],
      [k, [0.375, ...zeros(3), -0.375, ...zeros(7)]],
      [v, [0.75, ...zeros(3), 0.25, ...zeros(7)]],
    ];
  },
  attention_tiles: (gpu) => [[attendEvenly(gpu).out, firstColumn(() => 19.5)]],
  attention_tiles_backward: (gpu) => {
    const { q, k, v } = attendEvenly(gpu);
    return [
      [q, firstColumn((token) => token === 0 ? 39 / 80 : 0)],
      [k, firstColumn(() => 0)],
      [v, firstColumn(() => 1 / TOKENS)],
    ];
  },
} satisfies Record<string, KnownAnswer>;

/** The output and the gradients at the inputs. */
interface Attended {
  readonly out: Tensor;
  readonly q: Tensor;
  readonly k: Tensor;
  readonly v: Tensor;
}

/**
 * Attends with one head of width 4, over a sequence of two tokens and one of one.
 *
 * The scores of the first query are ln 3 and 0, so it gives weights 3/4 and 1/4;
 * the second query is 0, so it gives 1/2 to both. At the first query's output,
 * the gradient is 1 in the first column: weights change by 4 and 0, of mean 3,
 * and scores by 3/4 and -3/4.
 */
function attend(gpu: Gpu): Attended {
  const [q, k, v] = [
    tensorOf(gpu, [3, 4], 1, ...zeros(11)),
    tensorOf(gpu, [3, 4], 2 * Math.log(3), ...zeros(11)),
    tensorOf(gpu, [3, 4], 4, 0, 0, 0, 0, 8, 0, 0, 9, 9, 9, 9),
  ];
  const [out, back] = attention(q, k, v, {
    heads: 1,
    sequences: sendSequences(gpu, Uint32Array.of(0, 2, 3)),
  });
  const [dq, dk, dv] = back(tensorOf(gpu, [3, 4], 1, ...zeros(11)));
  return { out, q: dq!, k: dk!, v: dv! };
}

/** Tokens and columns that are enough for a tile. */
const [TOKENS, WIDTH] = [40, 32];

/** Rows whose numbers after the first are zero. */
const firstColumn = (number: (token: number) => number): number[] =>
  Array.from({ length: TOKENS }, (_, token) => [
    number(token),
    ...zeros(WIDTH - 1),
  ]).flat();

/**
 * Attends with queries of zero, so with equal weights, to values 0, 1, 2 and so on.
 *
 * At the first query's output the gradient is 1 in the first column, so its
 * score for a key changes by 1/40 of value - 19.5; only the last key, of value
 * 39, is not zero, and its first number undoes the scale of the scores.
 */
function attendEvenly(gpu: Gpu): Attended {
  const send = (number: (token: number) => number) =>
    tensorOf(gpu, [TOKENS, WIDTH], ...firstColumn(number));
  const last = TOKENS - 1;
  const [out, back] = attention(
    send(() => 0),
    send((token) => token === last ? Math.sqrt(WIDTH) : 0),
    send((token) => token),
    {
      heads: 1,
      sequences: sendSequences(gpu, Uint32Array.of(0, TOKENS)),
    },
  );
  const [dq, dk, dv] = back(send((token) => token === 0 ? 1 : 0));
  return { out, q: dq!, k: dk!, v: dv! };
}

const zeros = (count: number): number[] => Array<number>(count).fill(0);
