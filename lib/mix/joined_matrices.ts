/**
 * Matrices of several adapters put together into one, each times its factor.
 *
 * @module
 */
import type { Matrix } from "../math/linear_algebra.ts";
import type { HostTensor } from "../io/safetensors.ts";

/**
 * Matrices one below the other.
 *
 * @param parts Matrices of one shape, [rows, cols], at least one.
 * @param factors What each is multiplied with; 1 by default.
 * @returns [parts * rows, cols], in float64.
 */
export function stacked(
  parts: readonly HostTensor[],
  factors?: readonly number[],
): Matrix {
  const [{ shape: [rows = 0, cols = 0] }] = parts as [HostTensor];
  const data = new Float64Array(parts.length * rows * cols);
  parts.forEach((part, at) => {
    const factor = factors?.[at] ?? 1;
    const start = at * rows * cols;
    part.data.forEach((value, i) => data[start + i] = factor * value);
  });
  return { rows: parts.length * rows, cols, data };
}

/**
 * Matrices one beside the other.
 *
 * @param parts Matrices of one shape, [rows, cols], at least one.
 * @param factors What each is multiplied with; 1 by default.
 * @returns [rows, parts * cols], in float64.
 */
export function abreast(
  parts: readonly HostTensor[],
  factors?: readonly number[],
): Matrix {
  const [{ shape: [rows = 0, cols = 0] }] = parts as [HostTensor];
  const width = parts.length * cols;
  const data = new Float64Array(rows * width);
  parts.forEach((part, at) => {
    const factor = factors?.[at] ?? 1;
    for (let row = 0; row < rows; row++) {
      const start = row * width + at * cols;
      const own = part.data.subarray(row * cols, (row + 1) * cols);
      own.forEach((value, i) => data[start + i] = factor * value);
    }
  });
  return { rows, cols: width, data };
}
