/**
 * Measures accuracies: subsets of adapters by targets, each once.
 *
 * @module
 */
import { wilson } from "../math/interval.ts";
import { pairedInterval } from "../math/paired_interval.ts";
import { progress } from "../io/progress.ts";
import type { Weights } from "../io/safetensors.ts";
import type { MethodName } from "../mix/methods.ts";
import type { Bench } from "./bench.ts";
import type { MixedOn } from "./choose_cells.ts";
import { type Beside, type Counts, judgeOf } from "./judge_mixtures.ts";
import type { AccuracyRow, Cell, Gain, Own, Precision } from "./row.ts";
import { type Shard, WHOLE } from "./shard.ts";

/** What measuring needs of a study. */
export type Judge = Pick<
  Bench,
  | "model"
  | "config"
  | "target"
  | "tokenBudget"
  | "ledger"
  | "signal"
  | "precision"
>;

/** Accuracies to measure with one stack of adapters. */
export interface Request {
  /** What is measured, for the progress line. */
  readonly label: string;
  /** Weights of the adapters, by name. */
  readonly adapters: ReadonlyMap<string, Weights>;
  /** Subset and target of each. */
  readonly cells: readonly MixedOn[];
  /** How the adapters were pruned and are mixed. */
  readonly how:
    & Pick<Cell, "sparsity" | "scope" | "layers">
    & { method: MethodName };
  /** Part of the work to do; all of it by default. */
  readonly shard?: Shard;
}

/** Cells of one target whose rows are written at one time: what a stop can lose. */
export const CELLS_PER_UNIT = 128;

/**
 * Measures the accuracies that the ledger does not hold yet, and writes them.
 *
 * @param judge Model, adapters and ledger of the study.
 * @param request What to measure.
 */
export async function measure(judge: Judge, request: Request): Promise<void> {
  const { gpu } = judge.model;
  const units = unitsOf(request);
  const cells = units.flat();
  const missing = cells.filter((cell) => !judge.ledger.has(cell));
  if (missing.length === 0) return;

  const task = progress(request.label, cells.length, {
    unit: "cells",
    before: cells.length - missing.length,
  });
  using _ = gpu.scope();
  const count = judgeOf(judge, request);
  for (const unit of units) {
    const some = unit.filter((cell) => !judge.ledger.has(cell));
    if (some.length === 0) continue;
    const counts = await count(some);
    const { length } = judge.target(some[0]!.target).encoded;
    await judge.ledger.add(
      some.map((cell, i) =>
        accuracyRow(cell, counts[i]!, length, judge.precision)
      ),
    );
    task.advance(some.length);
    judge.signal.throwIfAborted();
  }
  task.done();
}

/**
 * A part's cells, in units of one target each: whatever is measured already, a
 * part has the same ones.
 */
export function unitsOf({ cells, how, shard = WHOLE }: Request) {
  const wanted = cells.map((cell) => ({
    metric: "accuracy" as const,
    split: "test",
    attack: "none",
    ...cell,
    k: cell.mixed.split("+").length,
    ...how,
  }));
  const targets = Map.groupBy(wanted, ({ target }) => target).values();
  return [...targets].flatMap((cells) =>
    Array.from(
      { length: Math.ceil(cells.length / CELLS_PER_UNIT) },
      (_, i) => cells.slice(i * CELLS_PER_UNIT, (i + 1) * CELLS_PER_UNIT),
    )
  ).filter((_, i) => i % shard.count === shard.index - 1);
}

/**
 * The row of a measured accuracy.
 *
 * @param cell What was measured.
 * @param counts Right answers.
 * @param count Examples, at least 1.
 * @param precision How numbers were stored; f32 if absent.
 */
export function accuracyRow(
  cell: Cell & { metric: "accuracy" },
  { correct, beside }: Counts,
  count: number,
  precision: Precision = {},
): Own<AccuracyRow> {
  const itself = cell.mixed === cell.target;
  return {
    ...cell,
    ...precision,
    value: correct / count,
    count,
    ...wilson(correct, count),
    ...(beside && !itself && gainOf(beside, count)),
  };
}

function gainOf({ wins, losses }: Beside, count: number): Gain {
  const { value, low, high } = pairedInterval(wins, losses, count);
  return { wins, losses, gain: value, gain_low: low, gain_high: high };
}
