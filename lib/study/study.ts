/**
 * A whole study: train, compare, mix, prune.
 *
 * @module
 */
import { type Bench, type Plan, setUp } from "./bench.ts";
import { cancellationStage } from "./cancellation_stage.ts";
import { allCells } from "./choose_cells.ts";
import { fsdStage } from "./fsd_stage.ts";
import { greedyStage } from "./greedy_stage.ts";
import { halfJudge } from "./half_judge.ts";
import { DENSE, mixtureStage, singleStage, weightsOf } from "./mix_stages.ts";
import { pruneStage } from "./prune_stage.ts";
import { correlationStage, signChangeStage } from "./sign_stage.ts";
import { sparseStage } from "./sparse_stage.ts";
import { trainStage } from "./train_stage.ts";

/**
 * Runs all stages in order, each as far as it is not done yet.
 *
 * @param plan What to study.
 * @throws {Failure} If the study is interrupted; started again with the same
 * plan, it goes on where it was.
 */
export async function runStudy(plan: Plan): Promise<void> {
  const trained = setUp(plan, await trainStage(plan));
  const bench = plan.dtype === "f16" ? await inHalf(trained) : trained;
  const { fsd } = await fsdStage(bench);
  await singleStage(bench);
  await mixtureStage(bench);
  await signChangeStage(bench);
  await correlationStage(bench);
  await cancellationStage(bench);
  const names = [...bench.adapters.keys()];
  const places = plan.mixed.map((name) => names.indexOf(name));
  await greedyStage(bench, places.map((i) => places.map((j) => fsd[i]![j]!)));
  await pruneStage(bench);
  await sparseStage(bench);
  if (plan.dtype === "f16") bench.model.params[Symbol.dispose]();
}

/** A bench that evaluates in half precision, checked on the study's mixtures. */
async function inHalf(bench: Bench): Promise<Bench> {
  const names = [...bench.adapters.keys()];
  const request = {
    adapters: weightsOf(bench, names),
    cells: allCells(bench.mixed),
    how: DENSE,
  };
  return await halfJudge(bench, request, bench.settings);
}
