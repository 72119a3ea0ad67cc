/**
 * Known answers of the kernels that networks are made of.
 *
 * @module
 */
import type { Gpu } from "../gpu/gpu.ts";
import { gelu, relu, silu, tanh } from "./activation.ts";
import { add } from "./add.ts";
import { columnSum } from "./column_sum.ts";
import { dropout } from "./dropout.ts";
import { embedding } from "./embedding.ts";
import {
  type Answer,
  type KnownAnswer,
  paramOf,
  tensorOf,
} from "./known_answer.ts";
import { layerNorm } from "./layer_norm.ts";
import { linear } from "./linear.ts";
import { scale } from "./scale.ts";
import { repeatRows } from "./repeat_rows.ts";
import { chooseRows, takeRows } from "./take_rows.ts";
import { widen } from "./widen.ts";

/** By name of the kernel. */
export const layerAnswers = {
  activation: activationAnswers,
  add: (gpu) => [
    [
      add(
        tensorOf(gpu, [5], 1, 2, 3, 4, 5),
        tensorOf(gpu, [5], 10, 20, 30, 40, -5),
      ),
      [11, 22, 33, 44, 0],
    ],
  ],
  column_sum: (gpu) => {
    const total = tensorOf(gpu, [2], 100, 200);
    columnSum(tensorOf(gpu, [3, 2], 1, 2, 3, 4, 5, 6), total);
    return [[total, [109, 212]]];
  },
  dropout: (gpu) => {
    const ones = tensorOf(gpu, [8], 1, 1, 1, 1, 1, 1, 1, 1);
    // The hash gives 0.94 0.47 0.64 0.92 0.88 0.71 0.16 0.84 for key 7.
    const [out] = dropout(ones, { rate: 0.75, key: 7 });
    return [[out, [4, 0, 0, 4, 4, 0, 0, 4]]];
  },
  embedding: (gpu) => {
    const table = paramOf(gpu, [3, 2], 1, 2, 3, 4, 5, 6);
    const lookup = { table: [table], ids: Uint32Array.of(2, 0, 2) };
    const [out, back] = embedding(gpu, [lookup]);
    back(tensorOf(gpu, [3, 2], 1, 2, 10, 20, 100, 200));
    return [
      [out, [5, 6, 1, 2, 5, 6]],
      [table.grad, [10, 20, 0, 0, 101, 202]],
    ];
  },
  layer_norm: layerNormAnswers,
  linear: (gpu) => {
    const weight = paramOf(gpu, [3, 2], 1, 0, 0, 1, 1, 1);
    const bias = paramOf(gpu, [3], 10, 20, 30);
    const x = tensorOf(gpu, [2, 2], 1, 2, 3, 4);
    const [out, back] = linear(x, { weight, bias });
    const dx = back(tensorOf(gpu, [2, 3], 1, 0, 0, 0, 1, 1))!;
    return [
      [out, [11, 22, 33, 13, 24, 37]],
      [dx, [1, 0, 1, 2]],
      [weight.grad, [1, 2, 3, 4, 3, 4]],
      [bias.grad, [1, 1, 1]],
    ];
  },
  linear_blocks: (gpu) => productAnswers(gpu, [68, 36, 28]),
  linear_tiles: (gpu) => productAnswers(gpu, [64, 32, 32]),
  repeat_rows: (gpu) =>
    [[1, 2, 3], [1, 2, 3, 4]].map((row) => {
      const x = gpu.tensor([1, row.length], Float32Array.from(row));
      return [repeatRows(x, 2), [...row, ...row]] as const;
    }),
  scale: (gpu) => [
    [scale(tensorOf(gpu, [3], 1, -2, 3), -0.5)[0], [-0.5, 1, -1.5]],
  ],
  take_rows: (gpu) => {
    const choice = chooseRows(gpu, Uint32Array.of(2, 0), Uint32Array.of(0, 3));
    const [out, back] = takeRows(
      tensorOf(gpu, [3, 2], 1, 2, 3, 4, 5, 6),
      choice,
    );
    return [
      [out, [5, 6, 1, 2]],
      [back(tensorOf(gpu, [2, 2], 7, 8, 9, 10))!, [9, 10, 0, 0, 7, 8]],
    ];
  },
  widen: (gpu) => {
    const able = gpu.info.features.includes("shader-f16");
    const x = able
      ? gpu.tensor([3], Float16Array.of(0.5, -2, 65504))
      : tensorOf(gpu, [3], 0.5, -2, 65504);
    return [[widen(x)[0], [0.5, -2, 65504]]];
  },
} satisfies Record<string, KnownAnswer>;

/** At ln 3: exp is 3, so the logistic function is 3/4 and tanh of half of it 1/2. */
function activationAnswers(gpu: Gpu): Answer[] {
  const ln3 = Math.log(3);
  const [rectified, backRectified] = relu(tensorOf(gpu, [3], -1, 0, 2));
  const [half, backHalf] = tanh(tensorOf(gpu, [1], ln3 / 2));
  return [
    [rectified, [0, 0, 2]],
    [backRectified(tensorOf(gpu, [3], 5, 6, 7))!, [0, 0, 7]],
    [gelu(tensorOf(gpu, [3], -1, 0, 1))[0], [-0.1586553, 0, 0.8413447]],
    [silu(tensorOf(gpu, [2], -ln3, ln3))[0], [-ln3 / 4, ln3 * 3 / 4]],
    [half, [1 / 2]],
    [backHalf(tensorOf(gpu, [1], 4))!, [3]], // 1 - tanh^2 is 3/4
  ];
}

/**
 * Products large enough for tiles: row r of x is all r, row o of the weight all
 * o, row r of the gradient all r.
 */
function productAnswers(
  gpu: Gpu,
  [rows, ins, outs]: readonly [number, number, number],
): Answer[] {
  const rowOf = (count: number, cols: number) =>
    Array.from({ length: count * cols }, (_, i) => Math.floor(i / cols));
  const weight = paramOf(gpu, [outs, ins], ...rowOf(outs, ins));
  const x = tensorOf(gpu, [rows, ins], ...rowOf(rows, ins));
  const [out, back] = linear(x, { weight });
  const dx = back(tensorOf(gpu, [rows, outs], ...rowOf(rows, outs)))!;
  const squares = rowOf(rows, 1).reduce((sum, r) => sum + r * r, 0);
  return [
    [out, rowOf(rows, outs).map((r, i) => ins * r * (i % outs))],
    [dx, rowOf(rows, ins).map((r) => r * outs * (outs - 1) / 2)],
    [weight.grad, Array<number>(outs * ins).fill(squares)],
  ];
}

/** A row of mean 2 and variance 1, so that it is normalised to -1 -1 1 1. */
function layerNormAnswers(gpu: Gpu): Answer[] {
  const weight = paramOf(gpu, [4], 1, 2, 1, 1);
  const bias = paramOf(gpu, [4], 0, 10, 0, 0);
  const x = tensorOf(gpu, [1, 4], 1, 0, 3, 2);
  const residual = tensorOf(gpu, [1, 4], 0, 1, 0, 1);
  const [out, back] = layerNorm(x, { weight, bias, eps: 0 }, residual);
  // The mean of the gradient is 1, that of its product with the row -1.
  const dx = back(tensorOf(gpu, [1, 4], 4, 0, 0, 0))!;
  return [
    [out, [-1, 8, 1, 1]],
    [dx, [2, -2, 0, 0]],
    [weight.grad, [-4, 0, 0, 0]],
    [bias.grad, [4, 0, 0, 0]],
  ];
}
