/**
 * Measures accuracies: subsets of adapters by targets, each once.
 *
 * @module
 */
import { wilson } from "../math/interval.ts";
import { progress } from "../io/progress.ts";
import type { Weights } from "../io/safetensors.ts";
import {
  countCorrectOfMixtures,
  type Stack,
  stackAdapters,
  type Target,
} from "../evaluate/mixtures.ts";
import { firstPosition } from "../model/config.ts";
import { TOKEN_BUDGET } from "../train/train_adapter.ts";
import type { AccuracyRow, Cell, Own } from "./row.ts";
import type { Bench } from "./bench.ts";

/** Accuracies to measure with one stack of adapters. */
export interface Request {
  /** What is measured, for the progress line. */
  readonly label: string;
  /** Weights of the adapters, by name. */
  readonly adapters: ReadonlyMap<string, Weights>;
  /** Subset and target of each. */
  readonly cells: readonly Pick<Cell, "mixed" | "target">[];
  /** How the adapters were pruned and are mixed. */
  readonly how: Pick<Cell, "method" | "sparsity" | "scope">;
}

/** Cells whose rows are written at one time: what a stop can lose at most. */
const CELLS_AT_ONCE = 32;

/**
 * Measures the accuracies that the ledger does not hold yet, and writes them.
 *
 * @param bench Model, adapters and ledger of the study.
 * @param request What to measure.
 */
export async function measure(bench: Bench, request: Request): Promise<void> {
  const { adapters, how, label } = request;
  const wanted = request.cells.map((cell) => ({
    metric: "accuracy" as const,
    ...cell,
    k: cell.mixed.split("+").length,
    ...how,
  }));
  const missing = wanted.filter((cell) => !bench.ledger.has(cell));
  if (missing.length === 0) return;

  const { gpu } = bench.model;
  const task = progress(label, wanted.length, {
    unit: "cells",
    before: wanted.length - missing.length,
  });
  using _ = gpu.scope();
  const stack = stackAdapters(gpu, bench.config, [...adapters.values()]);
  const places = new Map([...adapters.keys()].map((name, at) => [name, at]));
  for (const [name, cells] of Map.groupBy(missing, ({ target }) => target)) {
    const target = bench.target(name);
    for (let first = 0; first < cells.length; first += CELLS_AT_ONCE) {
      const some = cells.slice(first, first + CELLS_AT_ONCE);
      const mixtures = some.map(({ mixed }) =>
        mixed.split("+").map((member) => places.get(member)!)
      );
      const correct = await judge(bench, stack, { target, mixtures });
      const count = target.encoded.length;
      await bench.ledger.add(
        some.map((cell, i) => accuracyRow(cell, correct[i]!, count)),
      );
      task.advance(some.length);
      bench.signal.throwIfAborted();
    }
  }
  task.done();
}

async function judge(
  { model }: Bench,
  stack: Stack,
  { target, mixtures }: { target: Target; mixtures: number[][] },
): Promise<number[]> {
  return await countCorrectOfMixtures(model, stack, target, mixtures, {
    firstPosition: firstPosition(model.config),
    tokenBudget: TOKEN_BUDGET,
  });
}

function accuracyRow(
  cell: Cell & { metric: "accuracy" },
  correct: number,
  count: number,
): Own<AccuracyRow> {
  return {
    ...cell,
    attack: "none",
    split: "test",
    value: correct / count,
    count,
    ...wilson(correct, count),
  };
}
