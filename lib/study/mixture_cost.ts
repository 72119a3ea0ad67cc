/**
 * What evaluating mixtures will cost, before it is done.
 *
 * @module
 */
import { jsonLine } from "../io/json_line.ts";
import { mixtureFlops } from "../evaluate/flops.ts";
import { accuracyRow, type Judge, type Request, unitsOf } from "./cells.ts";
import { judgeOf } from "./judge_mixtures.ts";
import type { Common } from "./row.ts";

/** Cost of evaluating mixtures. */
export interface MixtureCost {
  /** Pairs of a mixture and a target. */
  readonly cells: number;
  /** Different mixtures. */
  readonly mixtures: number;
  /** Examples that go through the network, mixture by mixture. */
  readonly forward_passes: number;
  /** Floating-point operations of the products. */
  readonly flops: number;
  /** Expected on this device, from a measurement of `measured_seconds`. */
  readonly seconds: number;
  readonly measured_seconds: number;
  /** Of the rows on disk. */
  readonly bytes: number;
}

/** Mixtures that a sample of the work evaluates on one target. */
const SAMPLE = 32;

/** Places of the work, evenly apart, that the sample goes round: the paper's targets. */
const PLACES = 13;

/**
 * Counts the work, and measures a sample of it.
 *
 * @param judge Model, adapters and test sets.
 * @param request What is to be measured.
 * @param common What all its rows share.
 * @param options `seconds` that the sample may take, after one of no account, in
 * which kernels are compiled.
 */
export async function mixtureCost(
  judge: Omit<Judge, "ledger" | "signal">,
  request: Request,
  common: Common,
  { seconds }: { seconds: number },
): Promise<MixtureCost> {
  const units = unitsOf(request);
  const cells = units.flat();
  const flops = units.reduce((sum, unit) => sum + unitFlops(judge, unit), 0);
  const sample = await measureSample(judge, request, units, seconds);
  const encoder = new TextEncoder();
  return {
    cells: cells.length,
    mixtures: new Set(cells.map(({ mixed }) => mixed)).size,
    forward_passes: cells.reduce(
      (sum, { target }) => sum + judge.target(target).encoded.length,
      0,
    ),
    flops,
    seconds: sample.rate === 0 ? 0 : flops / sample.rate,
    measured_seconds: sample.seconds,
    bytes: cells.reduce((sum, cell) => {
      const count = judge.target(cell.target).encoded.length;
      const correct = Math.floor(count / 3);
      const beside = { wins: 0, losses: correct };
      const row = {
        ...common,
        ...accuracyRow(cell, { correct, beside }, count, judge.precision),
      };
      return sum + encoder.encode(jsonLine(row, "a row")).length + 1;
    }, 0),
  };
}

type Unit = ReturnType<typeof unitsOf>[number];

/** Operations of one unit: what its mixtures share, once, and each one's own. */
function unitFlops(
  { model, config, target }: Omit<Judge, "ledger" | "signal">,
  unit: Unit,
): number {
  const { encoded } = target(unit[0]!.target);
  const { shared, own } = mixtureFlops(
    { encoder: model.config, adapter: config },
    encoded.map(({ ids }) => ids.length),
  );
  return shared + unit.length * own;
}

/** Evaluates mixtures of one target after the other until the time is over. */
async function measureSample(
  judge: Omit<Judge, "ledger" | "signal">,
  request: Request,
  units: readonly Unit[],
  seconds: number,
): Promise<{ rate: number; seconds: number }> {
  if (units.length === 0) return { rate: 0, seconds: 0 };
  const { gpu } = judge.model;
  using _ = gpu.scope();
  const count = judgeOf(judge, request);
  const ready = new Set<string>();
  const run = async (unit: Unit) => {
    const some = unit.slice(0, SAMPLE);
    const { target } = some[0]!;
    // What is done once a target, in all the work, must not count once a sample.
    if (!ready.has(target)) await count(some.slice(-1));
    ready.add(target);
    const start = performance.now();
    await count(some);
    return {
      flops: unitFlops(judge, some),
      seconds: (performance.now() - start) / 1000,
    };
  };
  await run(units[0]!);
  // From all over the work, so that no target stands for the others.
  const stride = Math.max(1, Math.floor(units.length / PLACES));
  let flops = 0;
  let elapsed = 0;
  for (let i = 0; i === 0 || elapsed < seconds; i++) {
    const one = await run(units[i * stride % units.length]!);
    flops += one.flops;
    elapsed += one.seconds;
  }
  return { rate: flops / elapsed, seconds: elapsed };
}
