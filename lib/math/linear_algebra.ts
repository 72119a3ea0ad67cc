/**
 * Decompositions of small dense matrices, in float64.
 *
 * The one place that uses ml-matrix.
 *
 * @module
 */
import {
  CholeskyDecomposition,
  Matrix as Dense,
  QrDecomposition,
  SingularValueDecomposition,
} from "ml-matrix";

/** A dense matrix in row-major order. */
export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  /** The elements, rows * cols. */
  readonly data: ArrayLike<number>;
}

/** Two matrices whose product is a matrix of low rank. */
export interface Factors {
  /** First factor, [rows, rank]. */
  readonly left: Float64Array;
  /** Second factor, [rank, cols], with orthonormal rows or rows of zeros. */
  readonly right: Float64Array;
}

/**
 * The closest matrix of at most some rank: the largest singular values.
 *
 * The singular values go to the first factor.
 *
 * @param matrix The matrix.
 * @param rank Rank of the factors, from 1; where the matrix has fewer singular
 * values, the factors end with zeros.
 * @returns The factors.
 * @see Eckart and Young 1936, Psychometrika 1, The approximation of one matrix by
 * another of lower rank
 */
export function lowRank(matrix: Matrix, rank: number): Factors {
  const { rows, cols } = matrix;
  const left = new Float64Array(rows * rank);
  const right = new Float64Array(rank * cols);
  const svd = new SingularValueDecomposition(dense(matrix), {
    autoTranspose: true,
  });
  const {
    leftSingularVectors: u,
    rightSingularVectors: v,
    diagonal: values,
  } = svd;
  for (let k = 0; k < Math.min(rank, rows, cols); k++) {
    const value = values[k]!;
    for (let row = 0; row < rows; row++) {
      left[row * rank + k] = value * u.get(row, k);
    }
    for (let col = 0; col < cols; col++) {
      right[k * cols + col] = v.get(col, k);
    }
  }
  return { left, right };
}

/**
 * The closest matrix of at most some rank to a product of two thin ones, which is
 * never multiplied out.
 *
 * Both are made orthonormal, so that the singular values are those of a matrix that
 * is only as large as the product's inner size.
 *
 * @param left First matrix, [rows, inner].
 * @param right Second matrix, [inner, cols].
 * @param rank Rank of the factors, from 1.
 * @returns The factors, as {@linkcode lowRank} gives them for the product.
 */
export function lowRankOfProduct(
  left: Matrix,
  right: Matrix,
  rank: number,
): Factors {
  const [rows, inner, cols] = [left.rows, left.cols, right.cols];
  if (inner >= Math.min(rows, cols)) {
    return lowRank(rowMajor(dense(left).mmul(dense(right))), rank);
  }
  const one = new QrDecomposition(dense(left));
  const other = new QrDecomposition(dense(right).transpose());
  const core = one.upperTriangularMatrix
    .mmul(other.upperTriangularMatrix.transpose());
  const factors = lowRank(rowMajor(core), rank);
  const outer = Dense.from1DArray(inner, rank, factors.left);
  const within = Dense.from1DArray(rank, inner, factors.right);
  return {
    left: rowMajor(one.orthogonalMatrix.mmul(outer)).data,
    right: rowMajor(within.mmul(other.orthogonalMatrix.transpose())).data,
  };
}

/**
 * Solves G X = B for a symmetric, positive definite G.
 *
 * @param gram The matrix G, [n, n].
 * @param right The right-hand sides B, [n, columns].
 * @returns The solutions X, [n, columns].
 * @throws {RangeError} If G is not positive definite.
 */
export function solveDefinite(gram: Matrix, right: Matrix): Float64Array {
  const cholesky = new CholeskyDecomposition(dense(gram));
  if (!cholesky.isPositiveDefinite()) {
    throw new RangeError(
      `Cannot solve ${gram.rows} equations: the matrix is not positive definite, expected one that is`,
    );
  }
  return Float64Array.from(cholesky.solve(dense(right)).to1DArray());
}

function rowMajor(matrix: Dense) {
  const { rows, columns: cols } = matrix;
  return { rows, cols, data: Float64Array.from(matrix.to1DArray()) };
}

function dense({ rows, cols, data }: Matrix): Dense {
  return Dense.from1DArray(rows, cols, data as number[]);
}
