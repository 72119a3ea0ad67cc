/**
 * Second stage of a study: how far the adapters' signs disagree.
 *
 * @module
 */
import type { Weights } from "../io/safetensors.ts";
import { isLora } from "../adapter/config.ts";
import {
  compareSigns,
  comparisonsOf,
  type SignComparison,
} from "../mix/compare_signs.ts";
import { deltaWeights } from "../mix/delta_weights.ts";
import { type FsdMatrix, fsdMatrix } from "../mix/fsd.ts";
import type { Bench } from "./bench.ts";
import { drawInitial, learnedOf } from "./learned.ts";
import type { FsdMeasure, FsdRow, Own } from "./row.ts";

/**
 * Writes the sign differences of the trained adapters, whole and part by part; of
 * what they learned since their initial weights; of a LoRA's products B A; and of
 * untrained adapters that share their initial weights or do not.
 *
 * @param bench The study.
 * @returns The trained adapters' matrix, in their order.
 */
export async function fsdStage(bench: Bench): Promise<FsdMatrix> {
  const { model, adapters, config, adapterSeed, ledger } = bench;
  const { gpu } = model;
  const names = [...adapters.keys()];
  const trained = [...adapters.values()].map(({ weights }) => weights);
  const states: Partial<Record<FsdRow["state"], Weights[]>> = {
    trained,
    untrained: names.map(() => drawInitial(bench, adapterSeed)),
    "untrained-independent": names.map((_, i) =>
      drawInitial(bench, adapterSeed + i)
    ),
    learned: [...learnedOf(bench).values()],
    ...(isLora(config) && { delta: trained.map(deltaWeights) }),
  };
  let matrix: FsdMatrix | undefined;
  for (const [name, weights] of Object.entries(states)) {
    const state = name as FsdRow["state"];
    const found = await fsdMatrix(gpu, weights);
    await ledger.add(fsdRows(names, found, state));
    if (state !== "trained") continue;
    matrix = found;
    const magnitudes = await compareSigns(gpu, trained, {
      measure: "magnitude",
    });
    await ledger.add([
      ...partRows(names, magnitudes, { metric: "fsd_magnitude", state }),
      ...(["layer", "kind"] as const).flatMap((by) =>
        partRows(names, comparisonsOf(found.perTensor, { by }), {
          metric: "fsd",
          state,
        })
      ),
    ]);
  }
  return matrix!;
}

/** Rows of both counting measures for every ordered pair of adapters. */
export function fsdRows(
  names: readonly string[],
  { perTensor }: Pick<FsdMatrix, "perTensor">,
  state: FsdRow["state"],
): Own<FsdRow>[] {
  const all = partRows(names, comparisonsOf(perTensor), {
    metric: "fsd",
    state,
  });
  const nonzero = partRows(
    names,
    comparisonsOf(perTensor, { measure: "nonzero" }),
    { metric: "fsd_nonzero", state },
  );
  return all.flatMap((row, i) => [row, nonzero[i]!]);
}

/**
 * Rows of every ordered pair of adapters, part by part.
 *
 * @param names Names of the adapters.
 * @param comparisons The parts; one that is called "all" stands for the adapter.
 * @param what Measure, and what was compared.
 */
export function partRows(
  names: readonly string[],
  comparisons: readonly SignComparison[],
  { metric, state }: { metric: FsdMeasure; state: FsdRow["state"] },
): Own<FsdRow>[] {
  return comparisons.flatMap(({ part, size, values }) =>
    names.flatMap((row, i) =>
      names.map((column, j) => ({
        metric,
        state,
        ...(part === "all" ? {} : { part }),
        row,
        column,
        count: size,
        value: values[i]![j]!,
      }))
    )
  );
}
