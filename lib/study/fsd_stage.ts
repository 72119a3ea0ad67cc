/**
 * Second stage of a study: how far the adapters' signs disagree.
 *
 * @module
 */
import { random } from "../math/random.ts";
import type { Weights } from "../io/safetensors.ts";
import { drawAdapter } from "../adapter/adapter.ts";
import { type FsdMatrix, fsdMatrix } from "../mix/fsd.ts";
import type { Bench } from "./bench.ts";
import type { FsdRow, Own } from "./row.ts";

/**
 * Writes the sign differences of the trained adapters, and of untrained ones
 * that share their initial weights or do not.
 *
 * @param bench The study.
 * @returns The trained adapters' matrix, in their order.
 */
export async function fsdStage(bench: Bench): Promise<FsdMatrix> {
  const { model, adapters, config, adapterSeed, ledger } = bench;
  const names = [...adapters.keys()];
  const draw = (seed: number) =>
    drawAdapter(config, model.config, random(seed, "adapter"));
  const states: Record<FsdRow["state"], Weights[]> = {
    trained: [...adapters.values()].map(({ weights }) => weights),
    untrained: names.map(() => draw(adapterSeed)),
    "untrained-independent": names.map((_, i) => draw(adapterSeed + i)),
  };
  let trained: FsdMatrix | undefined;
  for (const [state, weights] of Object.entries(states)) {
    const matrix = await fsdMatrix(model.gpu, weights);
    trained ??= matrix;
    await ledger.add(fsdRows(names, matrix, state as FsdRow["state"]));
  }
  return trained!;
}

/** Rows of both measures for every ordered pair of adapters. */
export function fsdRows(
  names: readonly string[],
  { fsd, nonzero, size }: FsdMatrix,
  state: FsdRow["state"],
): Own<FsdRow>[] {
  return names.flatMap((row, i) =>
    names.flatMap((column, j) => {
      const pair = { state, row, column, count: size };
      return [
        { metric: "fsd" as const, ...pair, value: fsd[i]![j]! },
        { metric: "fsd_nonzero" as const, ...pair, value: nonzero[i]![j]! },
      ];
    })
  );
}
