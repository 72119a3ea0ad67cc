import { inputError } from "../../io/failure.ts";
import type { HostTensor, Weights } from "../../io/safetensors.ts";
import { aligned } from "../aligned.ts";
import { expectPositive } from "../coefficients.ts";

/** Least information of a weight, after the whole has been scaled to length 1. */
const FLOOR = 1e-6;

/** How much each adapter counts, as a whole and weight by weight. */
export interface FisherOptions {
  /** A number from 0 for each adapter, not all of them 0. */
  readonly coefficients: readonly number[];
  /** Fisher information of each adapter's weights, of their names and shapes. */
  readonly fisher?: readonly Weights[] | undefined;
}

/**
 * Averages adapters, each weight by how much its adapter's predictions depend on it.
 *
 * sum of c F w / sum of c F, with each adapter's F divided by its length over all
 * weights and raised to at least 1e-6; the authors may leave the floor to the first
 * adapter alone, which would make their order matter.
 *
 * @param adapters The adapters' weights, of the same names and shapes.
 * @param options Coefficients and information.
 * @throws {Failure} If the information does not fit the adapters, or a coefficient
 * is out of range.
 * @see Matena and Raffel 2022, arXiv:2111.09832, equation 5; mmatena/model_merging,
 * `merging.py`
 */
export function fisher(
  adapters: readonly Weights[],
  { coefficients, fisher: information = [] }: FisherOptions,
): Weights {
  if (information.length !== adapters.length) {
    throw inputError(
      `Cannot average by Fisher information: there is information on ${information.length} adapters, expected ${adapters.length}`,
    );
  }
  expectPositive(coefficients);
  const shared = aligned([...adapters, ...information]);
  const lengths = information.map(lengthOf);
  return new Map(
    shared.map(([name, shape]): [string, HostTensor] => {
      const parts = adapters.map((weights, at) => ({
        values: weights.get(name)!.data,
        squares: information[at]!.get(name)!.data,
        scale: 1 / (lengths[at]! || 1),
        coefficient: coefficients[at]!,
      }));
      return [name, { shape, data: weightedMean(parts) }];
    }),
  );
}

/** Length of all information on an adapter, taken as one vector. */
function lengthOf(information: Weights): number {
  let squares = 0;
  for (const { data } of information.values()) {
    for (const value of data) squares += value * value;
  }
  return Math.sqrt(squares);
}

/** One adapter's part in a tensor. */
interface Part {
  readonly values: Float32Array;
  readonly squares: Float32Array;
  readonly scale: number;
  readonly coefficient: number;
}

/** Mean of the values by information, in float64. */
function weightedMean(parts: readonly Part[]): Float32Array<ArrayBuffer> {
  const size = parts[0]?.values.length ?? 0;
  return Float32Array.from({ length: size }, (_, i) => {
    let [sum, total] = [-0, 0]; // so that -0 alone stays -0
    for (const { values, squares, scale, coefficient } of parts) {
      const weight = coefficient * Math.max(FLOOR, scale * squares[i]!);
      sum += weight * values[i]!;
      total += weight;
    }
    return sum / total;
  });
}
