import { deepStrictEqual, throws } from "node:assert/strict";
import type { Weights } from "../../../lib/io/safetensors.ts";
import { regmean } from "../../../lib/mix/methods/regmean.ts";
import { assertClose, normals } from "../../check.ts";
import { numbersOf, weightsOf } from "../made_adapter.ts";

/** A matrix and a bias. */
function map(shape: number[], matrix: number[], bias: number[]): Weights {
  return new Map([
    ...weightsOf({ bias }),
    ["weight", { shape, data: Float32Array.from(matrix) }],
  ]);
}

function gram(ins: number, numbers: number[]): Weights {
  const data = Float32Array.from(numbers);
  return new Map([["weight", { shape: [ins, ins], data }]]);
}

const adapters = [map([1, 2], [1, 0], [1]), map([1, 2], [0, 1], [3])];
const alike = [0.5, 0.5];

Deno.test("regmean() solves the normal equations; what has no Gram matrix is averaged", () => {
  // [3 1; 1 3] x = [2, 1] + [0, 1] has the solution [1/2, 1/2].
  const grams = [gram(2, [2, 1, 1, 2]), gram(2, [1, 0, 0, 1])];
  const mixed = regmean(adapters, { coefficients: alike, grams });
  assertClose(mixed.get("weight")!.data, [0.5, 0.5], {
    tolerance: 1e-6,
    what: "matrix",
  });
  deepStrictEqual(mixed.get("bias"), weightsOf({ bias: [2] }).get("bias"));
});

Deno.test("regmean() without what is beside the diagonals", () => {
  const grams = [gram(2, [2, 1, 1, 2]), gram(2, [1, 0, 0, 1])];
  const mixed = regmean(adapters, {
    coefficients: alike,
    grams,
    offDiagonal: 0,
  });
  assertClose(mixed.get("weight")!.data, [2 / 3, 1 / 3], {
    tolerance: 1e-6,
    what: "matrix",
  });
});

Deno.test("regmean() takes each direction from who has seen it, the mean where no one has", () => {
  const members = [map([1, 3], [1, 8, 2], [0]), map([1, 3], [9, 2, 6], [0])];
  const grams = [
    gram(3, [1, 0, 0, 0, 0, 0, 0, 0, 0]),
    gram(3, [0, 0, 0, 0, 1, 0, 0, 0, 0]),
  ];
  const mixed = regmean(members, { coefficients: alike, grams });
  assertClose(mixed.get("weight")!.data, [1, 2, 4], {
    tolerance: 1e-5,
    what: "matrix",
  });
});

Deno.test("regmean() has the least error on the members' inputs", () => {
  const [outs, ins, rows] = [3, 4, 20];
  const made = [1, 2].map((seed) => {
    const x = normals(rows * ins, seed);
    const products = Array.from({ length: ins * ins }, (_, at) => {
      const [i, j] = [Math.floor(at / ins), at % ins];
      let sum = 0;
      for (let r = 0; r < rows; r++) sum += x[r * ins + i]! * x[r * ins + j]!;
      return sum;
    });
    const matrix = normals(outs * ins, 10 + seed);
    return { matrix, products, weights: map([outs, ins], [...matrix], [0]) };
  });
  const mixed = regmean(made.map(({ weights }) => weights), {
    coefficients: alike,
    grams: made.map(({ products }) => gram(ins, products)),
  }).get("weight")!.data;
  // At the least error, sum of G (W - W_i) is zero.
  const slope = Array.from({ length: outs * ins }, (_, at) => {
    const [o, i] = [Math.floor(at / ins), at % ins];
    let sum = 0;
    for (const { matrix, products } of made) {
      for (let j = 0; j < ins; j++) {
        const off = mixed[o * ins + j]! - matrix[o * ins + j]!;
        sum += products[i * ins + j]! * off;
      }
    }
    return sum;
  });
  assertClose(slope, Array(outs * ins).fill(0), {
    tolerance: 2e-4,
    what: "slope",
  });
});

Deno.test("regmean() of copies of an adapter is that adapter", () => {
  const adapter = map([2, 3], [...normals(6, 1)], [1, 2]);
  const grams = [
    gram(3, [1, 0, 0, 0, 2, 0, 0, 0, 3]),
    gram(3, Array(9).fill(1)),
  ];
  const mixed = regmean([adapter, adapter], { coefficients: alike, grams });
  deepStrictEqual(numbersOf(mixed), numbersOf(adapter));
});

Deno.test("regmean() refuses Gram matrices that do not fit", () => {
  throws(() => regmean(adapters, { coefficients: alike }), {
    name: "Failure",
    message:
      "Cannot merge by regression: there are Gram matrices of 0 adapters, expected 2",
  });
  const wrong = gram(3, Array(9).fill(1));
  throws(
    () => regmean(adapters, { coefficients: alike, grams: [wrong, wrong] }),
    {
      name: "Failure",
      message:
        'Cannot merge "weight" by regression: its shape is [1,2] and the Gram matrix\'s [3,3], expected [outs,ins] and [ins,ins]',
    },
  );
});

Deno.test("regmean() refuses coefficients of which no equations come", () => {
  const grams = [gram(2, [2, 1, 1, 2]), gram(2, [1, 0, 0, 1])];
  for (const coefficients of [[0, 0], [1, -1]]) {
    throws(() => regmean(adapters, { coefficients, grams }), {
      name: "Failure",
      message: /^Cannot mix adapters by what is known of them: /,
    });
  }
});
