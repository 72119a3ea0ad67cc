/**
 * Known answers of the kernels of the loss and the optimiser.
 *
 * @module
 */
import { adamw } from "./adamw.ts";
import { addSquares } from "./add_squares.ts";
import { applyMask } from "./apply_mask.ts";
import { countBoth } from "./count_both.ts";
import { crossEntropy, IGNORED } from "./cross_entropy.ts";
import { gradNorm } from "./grad_norm.ts";
import { type KnownAnswer, tensorOf } from "./known_answer.ts";
import { newTally, tally } from "./tally.ts";

/** By name of the kernel. */
export const trainingAnswers = {
  adamw: (gpu) => {
    const values = tensorOf(gpu, [2], 1, 1);
    const grads = tensorOf(gpu, [2], 4, -2);
    const [first, second] = [gpu.zeros([2]), gpu.zeros([2])];
    const trained = { values, grads, first, second };
    const halve = tensorOf(gpu, [2], 0, 0.5);
    adamw(trained, halve, { rate: 0.1, step: 1, decayed: 1, decay: 0.5 });
    return [
      [values, [0.95 - 0.1, 1 + 0.1]], // the first step is the rate, by sign
      [first, [0.2, -0.1]],
      [second, [0.004, 0.001]],
      [grads, [0, 0]],
    ];
  },
  add_squares: (gpu) => {
    const sums = tensorOf(gpu, [2], 1, 2);
    addSquares(tensorOf(gpu, [2], 3, -0.5), sums);
    return [[sums, [10, 2.25]]];
  },
  apply_mask: (gpu) => {
    const x = tensorOf(gpu, [3], 3, -2, 5);
    applyMask(x, tensorOf(gpu, [3], 1, 0, 1));
    return [[x, [3, 0, 5]]];
  },
  cross_entropy: (gpu) => {
    // Probabilities 3/4 and 1/4, then 1/2 and 1/2; the last row does not count.
    const logits = tensorOf(gpu, [3, 2], Math.log(3), 0, 0, 0, 7, 8);
    const labels = gpu.tensor([3], Uint32Array.of(0, 1, IGNORED));
    const { losses, correct, back } = crossEntropy(logits, labels);
    const even = crossEntropy(
      gpu.zeros([1, 300]),
      gpu.tensor([1], Uint32Array.of(299)),
    );
    return [
      [losses, [Math.log(4 / 3), Math.log(2), 0]],
      [correct, [1, 0, 0]],
      [back(1)!, [-1 / 4, 1 / 4, 1 / 2, -1 / 2, 0, 0]],
      [even.losses, [Math.log(300)]],
    ];
  },
  grad_norm: (gpu) => [
    [gradNorm(tensorOf(gpu, [3], 3, 0, -4), 1), [5, 1 / 5]],
  ],
  tally: (gpu) => {
    const totals = newTally(gpu, 2);
    const correct = gpu.tensor([2], Uint32Array.of(1, 0));
    tally(totals, 1, { losses: tensorOf(gpu, [2], 0.75, 1.5), correct });
    const quarter = 2 ** 32 / 4; // the sum is 2 and a quarter
    const counts = gpu.zeros([2], { dtype: "u32" });
    const reference = gpu.tensor([1], Uint32Array.of(1));
    countBoth(counts, 0, { correct, reference }, { groups: 2 });
    return [[totals, [0, 0, 0, 0, 2, quarter, 1, 0]], [counts, [1, 0]]];
  },
} satisfies Record<string, KnownAnswer>;
