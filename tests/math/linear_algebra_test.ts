import { deepStrictEqual, throws } from "node:assert/strict";
import {
  lowRank,
  lowRankOfProduct,
  type Matrix,
  solveDefinite,
} from "../../lib/math/linear_algebra.ts";
import { assertClose, normals } from "../check.ts";

/** Product of matrices. */
function times(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(a.rows * b.cols);
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < b.cols; j++) {
      for (let k = 0; k < a.cols; k++) {
        data[i * b.cols + j]! += a.data[i * a.cols + k]! *
          b.data[k * b.cols + j]!;
      }
    }
  }
  return { rows: a.rows, cols: b.cols, data };
}

function made(rows: number, cols: number, seed: number): Matrix {
  return { rows, cols, data: normals(rows * cols, seed) };
}

/** The product of a matrix's factors. */
function rebuilt(matrix: Matrix, rank: number): Matrix {
  const { left, right } = lowRank(matrix, rank);
  return times(
    { rows: matrix.rows, cols: rank, data: left },
    { rows: rank, cols: matrix.cols, data: right },
  );
}

Deno.test("lowRank() keeps the largest singular values", () => {
  // Singular values 3 and 2, by hand.
  const matrix = { rows: 2, cols: 2, data: [0, 2, -3, 0] };
  const closest = rebuilt(matrix, 1);
  assertClose(closest.data, [0, 0, -3, 0], { tolerance: 1e-12, what: "best" });
});

Deno.test("lowRank() gives a matrix of the rank back, tall or wide", () => {
  for (const [rows, cols] of [[12, 5], [5, 12], [7, 7]] as const) {
    const matrix = times(made(rows, 3, 1), made(3, cols, 2));
    assertClose(rebuilt(matrix, 3).data, matrix.data, {
      tolerance: 1e-12,
      what: `${rows} x ${cols}`,
    });
  }
});

Deno.test("lowRank() has orthonormal rows on the right, singular values on the left", () => {
  const matrix = made(6, 4, 3);
  const { right } = lowRank(matrix, 4);
  const rows = { rows: 4, cols: 4, data: right };
  const columns = {
    ...rows,
    data: Float64Array.from(
      { length: 16 },
      (_, i) => right[(i % 4) * 4 + (i >> 2)]!,
    ),
  };
  const one = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];
  assertClose(times(rows, columns).data, one, {
    tolerance: 1e-12,
    what: "identity",
  });
});

Deno.test("lowRank() ends with zeros where there are fewer singular values", () => {
  const { left, right } = lowRank({ rows: 1, cols: 2, data: [3, 4] }, 2);
  deepStrictEqual([left.length, right.length], [2, 4]);
  deepStrictEqual([left[1], right[2], right[3]], [0, 0, 0]);
  assertClose([Math.abs(left[0]!)], [5], { tolerance: 1e-12, what: "value" });
});

Deno.test("lowRank() of zeros is zeros", () => {
  const matrix = { rows: 3, cols: 2, data: new Float32Array(6) };
  deepStrictEqual(
    [...rebuilt(matrix, 2).data as Float64Array],
    Array(6).fill(0),
  );
});

Deno.test("solveDefinite() solves by hand and at random", () => {
  const gram = { rows: 2, cols: 2, data: [2, 1, 1, 2] };
  const solved = solveDefinite(gram, { rows: 2, cols: 1, data: [4, 5] });
  assertClose(solved, [1, 2], { tolerance: 1e-12, what: "solution" });
  const root = made(9, 5, 4);
  const transposed = {
    rows: 5,
    cols: 9,
    data: Float64Array.from(
      { length: 45 },
      (_, i) => root.data[(i % 9) * 5 + Math.floor(i / 9)]!,
    ),
  };
  const big = times(transposed, root);
  const expected = made(5, 3, 5);
  assertClose(solveDefinite(big, times(big, expected)), expected.data, {
    tolerance: 1e-9,
    what: "solutions",
  });
});

Deno.test("solveDefinite() refuses a matrix that is not definite", () => {
  const gram = { rows: 2, cols: 2, data: [1, 2, 2, 1] };
  throws(() => solveDefinite(gram, { rows: 2, cols: 1, data: [1, 1] }), {
    name: "RangeError",
    message:
      "Cannot solve 2 equations: the matrix is not positive definite, expected one that is",
  });
});

Deno.test("lowRankOfProduct() is what lowRank() makes of the product, thin or not", () => {
  for (const inner of [3, 5, 9]) {
    const [left, right] = [made(11, inner, 5), made(inner, 8, 6)];
    for (const rank of [1, 2, 10]) {
      const factors = lowRankOfProduct(left, right, rank);
      const found = times(
        { rows: 11, cols: rank, data: factors.left },
        { rows: rank, cols: 8, data: factors.right },
      );
      assertClose(found.data, rebuilt(times(left, right), rank).data, {
        tolerance: 1e-12,
        what: `inner size ${inner}, rank ${rank}`,
      });
    }
  }
});

Deno.test("lowRankOfProduct() of zeros is zeros", () => {
  const zeros = { rows: 6, cols: 2, data: new Float64Array(12) };
  const { left } = lowRankOfProduct(zeros, made(2, 6, 1), 2);
  assertClose(left, new Float64Array(12), { tolerance: 0, what: "left" });
});
