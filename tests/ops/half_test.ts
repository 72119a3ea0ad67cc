/**
 * Every op of a forward pass on tensors of f16, against float64.
 *
 * Inputs are rounded to f16 before; the outputs may be off by half of the last
 * bit of f16, 2^-11 of their size, and by what rounding to f32 adds.
 */
import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { type Shape, size, type Tensor } from "../../lib/gpu/tensor.ts";
import { gelu, relu, silu, tanh } from "../../lib/ops/activation.ts";
import { add } from "../../lib/ops/add.ts";
import { attention } from "../../lib/ops/attention.ts";
import { crossEntropy } from "../../lib/ops/cross_entropy.ts";
import { embedding } from "../../lib/ops/embedding.ts";
import { feedForward } from "../../lib/ops/feed_forward.ts";
import { layerNorm } from "../../lib/ops/layer_norm.ts";
import { linear } from "../../lib/ops/linear.ts";
import { scale } from "../../lib/ops/scale.ts";
import { repeatRows } from "../../lib/ops/repeat_rows.ts";
import { chooseRows, takeRows } from "../../lib/ops/take_rows.ts";
import { weightedMean } from "../../lib/ops/weighted_mean.ts";
import { assertClose, normals, type Numbers } from "../check.ts";
import { halfFloats } from "../half_floats.ts";
import { sharedGpu } from "../shared_gpu.ts";
import {
  type AttentionCase,
  attentionCases,
  attentionNumbers,
  attentionReference,
  sendAttention,
  tiledCases,
} from "./attention_case.ts";
import { erf } from "../reference.ts";

const profiles = ["gpu", "cpu"] as const;
const tolerance = 2 ** -11 + 1e-5;

/** Cases of attention: each of its kernels, and chosen queries. */
const cases = ["one head of 4", "chosen queries", "one head of 64"] as const;

/** Numbers that f16 holds, and a tensor of them. */
function halves(gpu: Gpu, shape: Shape, seed: number) {
  const numbers = Float16Array.from(normals(size(shape), seed));
  return { numbers, tensor: gpu.tensor(shape, numbers) };
}

/** Asserts that a tensor is of f16 and holds the expected numbers. */
async function assertHalves(
  tensor: Tensor,
  expected: Numbers,
  { what, within = tolerance }: { what: string; within?: number },
) {
  strictEqual(tensor.dtype, "f16", what);
  const actual = await tensor.gpu.read(tensor);
  assertClose(actual, expected, { tolerance: within, what });
}

/** Sums of products with each group's own weights, plus bias. */
function products(
  [rows, ins, outs]: readonly [number, number, number],
  x: Numbers,
  weight: Numbers,
  bias: Numbers,
): Float64Array {
  return Float64Array.from({ length: x.length / ins * outs }, (_, i) => {
    const [row, o] = [Math.floor(i / outs), i % outs];
    const at = Math.floor(row / rows) * outs + o;
    let sum = bias[at]!;
    for (let k = 0; k < ins; k++) {
      sum += x[row * ins + k]! * weight[at * ins + k]!;
    }
    return sum;
  });
}

const plus = (a: Numbers, b: Numbers) =>
  Float64Array.from(a, (v, i) => v + b[i]!);
const rounded = (a: Numbers) => Float16Array.from(Array.from(a));

// One thread a few outputs, and tiles: widths that divide by four, and do not.
for (const profile of profiles) {
  for (
    const [rows, ins, outs, groups] of [
      [7, 5, 3, 1],
      [70, 128, 68, 1],
      [33, 64, 32, 3],
    ] as const
  ) {
    const sizes = [rows, ins, outs] as const;
    const name = `${groups} x ${rows} x ${ins} x ${outs}`;

    Deno.test(
      `linear() of ${name} in f16 matches the reference (${profile})`,
      halfFloats,
      async () => {
        const gpu = await sharedGpu({ profile });
        const x = halves(gpu, [groups * rows, ins], 1);
        const w = halves(gpu, [groups, outs, ins], 2);
        const b = halves(gpu, [groups, outs], 3);
        const r = halves(gpu, [groups * rows, outs], 4);
        const weight = { value: w.tensor };
        const bias = { value: b.tensor };
        const sums = products(sizes, x.numbers, w.numbers, b.numbers);
        const check = async (out: Tensor, expected: Numbers, what: string) =>
          await assertHalves(out, expected, {
            what,
            within: 2 * tolerance, // of sums of some tens, where f16 is coarser
          });
        await check(
          linear(x.tensor, { weight, bias }, { residual: r.tensor })[0],
          plus(sums, r.numbers),
          "with a residual",
        );
        await check(
          linear(x.tensor, { weight, bias }, { activation: tanh })[0],
          sums.map(Math.tanh),
          "activated",
        );
      },
    );
  }

  Deno.test(
    `linear() adds up in f32, whatever is stored (${profile})`,
    halfFloats,
    async () => {
      const gpu = await sharedGpu({ profile });
      const ones = new Float16Array(4096 * 64).fill(1);
      const x = gpu.tensor(
        [64, 4096],
        ones.map((_, i) => i % 4096 < 8 ? 1 : 1 / 16),
      );
      const weight = { value: gpu.tensor([64, 4096], ones) };
      // In f16 the sum would stop growing at 128, of which 1/16 is half a bit.
      const [out] = linear(x, { weight });
      deepStrictEqual(
        new Set(await gpu.read(out)),
        new Set([8 + 4088 / 16].map((v) => rounded([v])[0]!)),
      );
    },
  );

  Deno.test(
    `feedForward() in f16 matches the reference (${profile})`,
    halfFloats,
    async () => {
      const gpu = await sharedGpu({ profile });
      const [rows, width, inner] = [40, 64, 128];
      const x = halves(gpu, [rows, width], 1);
      const [w1, b1] = [
        halves(gpu, [inner, width], 2),
        halves(gpu, [inner], 3),
      ];
      const [w2, b2] = [
        halves(gpu, [width, inner], 4),
        halves(gpu, [width], 5),
      ];
      const [out] = feedForward(x.tensor, {
        inner: { weight: { value: w1.tensor }, bias: { value: b1.tensor } },
        activation: gelu,
        outer: { weight: { value: w2.tensor }, bias: { value: b2.tensor } },
      }, x.tensor);
      const sizes = {
        inner: [rows, width, inner],
        outer: [rows, inner, width],
      } as const;
      const middle = products(sizes.inner, x.numbers, w1.numbers, b1.numbers)
        .map((v) => v * (1 + erf(v / Math.SQRT2)) / 2);
      // What lies between is stored in f16 as well.
      const last = products(
        sizes.outer,
        rounded(middle),
        w2.numbers,
        b2.numbers,
      );
      await assertHalves(out, plus(last, x.numbers), {
        what: "out",
        within: 4 * tolerance,
      });
    },
  );

  for (const [rows, cols] of [[3, 300], [70, 5]] as const) {
    Deno.test(
      `layerNorm() of ${rows} x ${cols} in f16 matches the reference (${profile})`,
      halfFloats,
      async () => {
        const gpu = await sharedGpu({ profile });
        const x = halves(gpu, [rows, cols], 1);
        const residual = halves(gpu, [rows, cols], 2);
        const [w, b] = [halves(gpu, [cols], 3), halves(gpu, [cols], 4)];
        const params = {
          weight: { value: w.tensor },
          bias: { value: b.tensor },
          eps: 1e-5,
        };
        const norm = (v: Numbers) => normalised(v, w.numbers, b.numbers);
        await assertHalves(layerNorm(x.tensor, params)[0], norm(x.numbers), {
          what: "plain",
        });
        await assertHalves(
          layerNorm(x.tensor, params, residual.tensor)[0],
          norm(plus(x.numbers, residual.numbers)),
          { what: "with a residual" },
        );
      },
    );
  }

  for (const name of cases) {
    const c: AttentionCase = { ...attentionCases, ...tiledCases }[name];

    Deno.test(
      `attention() of ${name} in f16 matches the reference (${profile})`,
      halfFloats,
      async () => {
        const gpu = await sharedGpu({ profile });
        const { q, k, v } = attentionNumbers(c);
        const numbers = { q: rounded(q), k: rounded(k), v: rounded(v) };
        const { options, ...sent } = sendAttention(gpu, c, attentionNumbers(c));
        const half = (name: "q" | "k" | "v") =>
          gpu.tensor(sent[name].shape, numbers[name]);
        const [out] = attention(half("q"), half("k"), half("v"), options);
        await assertHalves(out, attentionReference(c, numbers), {
          what: "out",
        });
      },
    );
  }
}

/** Layer normalisation in float64, straight from its definition. */
function normalised(x: Numbers, weight: Numbers, bias: Numbers): Float64Array {
  const cols = weight.length;
  const out = Float64Array.from(x);
  for (let start = 0; start < x.length; start += cols) {
    const row = out.subarray(start, start + cols);
    const mean = row.reduce((sum, v) => sum + v, 0) / cols;
    const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / cols;
    row.forEach((v, c) => {
      row[c] = (v - mean) / Math.sqrt(variance + 1e-5) * weight[c]! + bias[c]!;
    });
  }
  return out;
}

Deno.test("activations in f16 match the reference", halfFloats, async () => {
  const gpu = await sharedGpu();
  const { numbers, tensor } = halves(gpu, [303], 1);
  const cases = [
    ["gelu", gelu, (v: number) => v * (1 + erf(v / Math.SQRT2)) / 2],
    ["relu", relu, (v: number) => Math.max(v, 0)],
    ["silu", silu, (v: number) => v / (1 + Math.exp(-v))],
    ["tanh", tanh, Math.tanh],
  ] as const;
  for (const [what, op, reference] of cases) {
    await assertHalves(op(tensor)[0], Float64Array.from(numbers, reference), {
      what,
    });
  }
});

for (const cols of [5, 8]) {
  Deno.test(
    `embedding() of rows of ${cols} in f16 matches the reference`,
    halfFloats,
    async () => {
      const gpu = await sharedGpu();
      const [words, places] = [
        halves(gpu, [7, cols], 1),
        halves(gpu, [3, cols], 2),
      ];
      const ids = [Uint32Array.of(6, 0, 6), Uint32Array.of(0, 1, 2)] as const;
      const [out] = embedding(gpu, [
        { table: [{ value: words.tensor }], ids: ids[0] },
        { table: [{ value: places.tensor }], ids: ids[1] },
      ]);
      const expected = [0, 1, 2].flatMap((t) =>
        Array.from(
          { length: cols },
          (_, c) =>
            words.numbers[ids[0][t]! * cols + c]! +
            places.numbers[ids[1][t]! * cols + c]!,
        )
      );
      await assertHalves(out, expected, { what: "out" });
    },
  );

  Deno.test(
    `rows of ${cols} in f16 are taken and repeated bit for bit`,
    halfFloats,
    async () => {
      const gpu = await Gpu.open();
      const { numbers, tensor } = halves(gpu, [4, cols], 1);
      const row = (
        i: number,
      ) => [...numbers.subarray(i * cols, (i + 1) * cols)];
      const [some] = takeRows(
        tensor,
        chooseRows(gpu, Uint32Array.of(3, 1), Uint32Array.of(0, 4)),
      );
      deepStrictEqual([...await gpu.read(some)], [...row(3), ...row(1)]);
      deepStrictEqual([...await gpu.read(repeatRows(tensor, 2))], [
        ...numbers,
        ...numbers,
      ]);
      deepStrictEqual([some.dtype, repeatRows(tensor, 2).dtype], [
        "f16",
        "f16",
      ]);
      gpu.close();
    },
  );

  Deno.test(
    `weightedMean() of rows of ${cols} is rounded to f16 once`,
    halfFloats,
    async () => {
      const gpu = await sharedGpu();
      const stacked = normals(3 * cols, 1);
      const weights = Float32Array.of(1, 0, 0, 0.5, 0.25, 0.25);
      const mixed = weightedMean(
        gpu.tensor([3, cols], stacked),
        gpu.tensor([2, 3], weights),
        { dtype: "f16" },
      );
      const expected = [0, 1].flatMap((m) =>
        Array.from({ length: cols }, (_, c) =>
          [0, 1, 2].reduce(
            (sum, n) => sum + weights[3 * m + n]! * stacked[n * cols + c]!,
            0,
          ))
      );
      await assertHalves(mixed, expected, { what: "mixed" });
      deepStrictEqual(
        (await gpu.read(mixed)).subarray(0, cols),
        new Float32Array(rounded(stacked.subarray(0, cols))),
      );
    },
  );
}

Deno.test(
  "add() and scale() in f16 round the exact result",
  halfFloats,
  async () => {
    const gpu = await sharedGpu();
    const [a, b] = [halves(gpu, [301], 1), halves(gpu, [301], 2)];
    deepStrictEqual(
      await gpu.read(add(a.tensor, b.tensor)),
      new Float32Array(rounded(plus(a.numbers, b.numbers))),
    );
    deepStrictEqual(
      await gpu.read(scale(a.tensor, 4)[0]),
      new Float32Array(rounded(a.numbers.map((v) => 4 * v))),
    );
  },
);

Deno.test(
  "ops refuse tensors of f16 beside f32, and f16 where there is no such form",
  halfFloats,
  async () => {
    const gpu = await sharedGpu();
    const [half, single] = [
      gpu.zeros([2, 3], { dtype: "f16" }),
      gpu.zeros([2, 3]),
    ];
    throws(
      () => add(half, single),
      new TypeError('Cannot run "add f16.forward": "b" is f32, expected f16'),
    );
    throws(
      () => linear(half, { weight: { value: single } }),
      /^TypeError: Cannot run "linear .* f16.forward": "weight" is f32, expected f16$/,
    );
    throws(
      () => crossEntropy(half, gpu.zeros([2], { dtype: "u32" })),
      new TypeError(
        'Cannot run "cross_entropy.forward_by_lane": "logits" is f16, expected f32',
      ),
    );
  },
);
