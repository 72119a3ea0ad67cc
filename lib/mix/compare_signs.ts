/**
 * Sign differences of adapters by every measure, of their parts.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { fsdMatrix, type Matrix, type SignMatrices } from "./fsd.ts";
import { type Parting, partOf } from "./part_of.ts";
import { oppositeMagnitudes } from "./opposite_magnitudes.ts";

/** What opposite signs are a fraction of; {@linkcode compareSigns} says how. */
export const signMeasures = ["all", "nonzero", "magnitude"] as const;

/** What opposite signs are a fraction of. */
export type SignMeasure = typeof signMeasures[number];

/** How adapters are compared. */
export interface CompareOptions {
  /** What opposite signs are a fraction of; of all weights by default. */
  readonly measure?: SignMeasure;
  /** Parts that are compared by themselves; all tensors together by default. */
  readonly by?: Parting;
}

/** Sign differences of one part of the adapters. */
export interface SignComparison {
  /** Name of the part. */
  readonly part: string;
  /** Number of its weights. */
  readonly size: number;
  /** Fraction of sign difference of every two adapters, 0 to 1, symmetric. */
  readonly values: Matrix;
}

/** Two numbers for every two adapters, one a part of the other. */
export interface Quotient {
  readonly part: Matrix;
  readonly whole: Matrix;
  readonly size: number;
}

/**
 * Compares the signs of every two adapters, part by part.
 *
 * The measures: `all`, opposite signs as a fraction of all weights; `nonzero`, of
 * those that are zero in neither adapter; `magnitude`, the magnitudes of both at
 * opposite signs as a fraction of the magnitudes of both everywhere, so that
 * a weight counts as much as it weighs.
 *
 * @param gpu Device to count on.
 * @param adapters The adapters' weights, without heads, of the same names and
 * shapes.
 * @param options Measure and parts.
 * @returns The parts, in the order of the tensors' names.
 * @throws {Failure} If the adapters do not have the same tensors.
 * @see Nguyen and Le 2024, arXiv:2402.10639, algorithm 3
 */
export async function compareSigns(
  gpu: Gpu,
  adapters: readonly Weights[],
  { measure = "all", by = "all" }: CompareOptions = {},
): Promise<SignComparison[]> {
  const tensors = measure === "magnitude"
    ? oppositeMagnitudes(adapters)
    : countedQuotients((await fsdMatrix(gpu, adapters)).perTensor, measure);
  return partQuotients(tensors, by);
}

/**
 * Fractions of parts out of counts of tensors.
 *
 * @param perTensor Counts of each tensor, from `fsdMatrix()`.
 * @param options Measure and parts.
 * @returns The parts, in the order of the tensors.
 */
export function comparisonsOf(
  perTensor: ReadonlyMap<string, SignMatrices>,
  { measure = "all", by = "all" }: {
    measure?: "all" | "nonzero";
    by?: Parting;
  } = {},
): SignComparison[] {
  return partQuotients(countedQuotients(perTensor, measure), by);
}

function countedQuotients(
  perTensor: ReadonlyMap<string, SignMatrices>,
  measure: "all" | "nonzero",
): Map<string, Quotient> {
  return new Map(
    [...perTensor].map(([name, { size, counts, joint }]) => {
      const whole = measure === "nonzero"
        ? joint
        : counts.map((row) => row.map(() => size));
      return [name, { part: counts, whole, size }];
    }),
  );
}

function partQuotients(
  tensors: ReadonlyMap<string, Quotient>,
  by: Parting,
): SignComparison[] {
  const parts = Map.groupBy(tensors, ([name]) => partOf(name, by));
  return [...parts].map(([part, found]) => {
    const quotients = found.map(([, quotient]) => quotient);
    const sum = (of: "part" | "whole", i: number, j: number) =>
      quotients.reduce((sum, quotient) => sum + quotient[of][i]![j]!, 0);
    return {
      part,
      size: quotients.reduce((sum, { size }) => sum + size, 0),
      values: quotients[0]!.part.map((row, i) =>
        row.map((_, j) => {
          const whole = sum("whole", i, j);
          return whole === 0 ? 0 : sum("part", i, j) / whole;
        })
      ),
    };
  });
}
