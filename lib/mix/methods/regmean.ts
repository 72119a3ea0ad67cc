import { solveDefinite } from "../../math/linear_algebra.ts";
import { weightedSum } from "../../math/weighted_sum.ts";
import { inputError } from "../../io/failure.ts";
import type { HostTensor, Weights } from "../../io/safetensors.ts";
import { aligned } from "../aligned.ts";
import { expectPositive, normalised } from "../coefficients.ts";
import { byTensor, type Numbers } from "../tensors.ts";

/** Share of the mean of the Grams' diagonals by which equations are kept solvable. */
const RIDGE = 1e-6;

/** How much each adapter counts, and what its maps have seen. */
export interface RegMeanOptions {
  /** A number from 0 for each adapter, not all of them 0. */
  readonly coefficients: readonly number[];
  /** Gram matrices, [ins, ins], of the inputs of maps, by name of their matrix. */
  readonly grams?: readonly Weights[] | undefined;
  /** What elements beside the diagonals are multiplied with, 0 to 1; 1 by default. */
  readonly offDiagonal?: number;
}

/**
 * Merges each linear map so that its outputs are nearest to the members' outputs
 * on the inputs that each member has seen.
 *
 * The matrix is (sum of c G)^-1 (sum of c G W), with G the Gram matrix of a map's
 * inputs and W its transposed matrix. Directions that no input has get the mean:
 * that is what a millionth of the mean diagonal is added for. Tensors without a
 * Gram matrix, such as biases, are averaged.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Coefficients and Gram matrices.
 * @throws {Failure} If the Gram matrices do not fit the adapters, or a coefficient
 * is out of range.
 * @see Jin et al. 2022, arXiv:2212.09849, equation 2; bloomberg/dataless-model-merging
 */
export function regmean(
  adapters: readonly Weights[],
  { coefficients, grams = [], offDiagonal = 1 }: RegMeanOptions,
): Weights {
  if (grams.length !== adapters.length) {
    throw inputError(
      `Cannot merge by regression: there are Gram matrices of ${grams.length} adapters, expected ${adapters.length}`,
    );
  }
  expectPositive(coefficients);
  const shares = normalised(coefficients);
  const matrices = new Map(aligned(grams));
  const shapes = new Map(aligned(adapters));
  return byTensor(adapters, (parts, name) => {
    const mean = weightedSum(parts, shares);
    const shape = shapes.get(name)!;
    const square = matrices.get(name);
    if (!square) return mean;
    expectFitting(name, shape, square);
    const members = parts.map((matrix, at) => ({
      matrix,
      gram: grams[at]!.get(name)!,
      share: shares[at]!,
    }));
    return regress(members, mean, offDiagonal);
  });
}

/** One adapter's matrix, [outs, ins], and the Gram matrix of its inputs. */
interface Member {
  readonly matrix: Numbers;
  readonly gram: HostTensor;
  readonly share: number;
}

/**
 * The mean, and what the regression adds to it; as a difference, so that copies of
 * one adapter give its own bits back.
 */
function regress(
  members: readonly Member[],
  mean: Numbers,
  offDiagonal: number,
): Numbers {
  const ins = members[0]?.gram.shape[0] ?? 0;
  const outs = mean.length / ins;
  const gram = new Float64Array(ins * ins);
  const right = new Float64Array(ins * outs);
  for (const { matrix, gram: { data }, share } of members) {
    const off = Float64Array.from(matrix, (value, at) => value - mean[at]!);
    for (let i = 0; i < ins; i++) {
      const row = Float64Array.from(
        data.subarray(i * ins, (i + 1) * ins),
        (value, j) => share * value * (i === j ? 1 : offDiagonal),
      );
      row.forEach((value, j) => gram[i * ins + j]! += value);
      for (let o = 0; o < outs; o++) right[i * outs + o]! += dot(row, off, o);
    }
  }
  if (right.every((value) => value === 0)) return mean;
  addRidge(gram, ins);
  const change = solveDefinite(
    { rows: ins, cols: ins, data: gram },
    { rows: ins, cols: outs, data: right },
  );
  return mean.map((value, at) =>
    value + change[(at % ins) * outs + Math.floor(at / ins)]!
  );
}

/** Adds a share of the mean of a square matrix's diagonal to the diagonal. */
function addRidge(square: Float64Array, size: number): void {
  let trace = 0;
  for (let i = 0; i < size; i++) trace += square[i * size + i]!;
  for (let i = 0; i < size; i++) square[i * size + i]! += RIDGE * trace / size;
}

/** Product of a row with one of a matrix's. */
function dot(row: Float64Array, matrix: Float64Array, at: number): number {
  const start = at * row.length;
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j]! * matrix[start + j]!;
  return sum;
}

function expectFitting(
  name: string,
  shape: readonly number[],
  square: readonly number[],
): void {
  const ins = shape[1];
  if (shape.length === 2 && `${square}` === `${[ins, ins]}`) return;
  throw inputError(
    `Cannot merge "${name}" by regression: its shape is [${shape}] and the Gram matrix's [${square}], expected [outs,ins] and [ins,ins]`,
  );
}
