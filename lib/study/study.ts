/**
 * A whole study: train, compare, mix, prune.
 *
 * @module
 */
import { type Plan, setUp } from "./bench.ts";
import { fsdStage } from "./fsd_stage.ts";
import {
  greedyStage,
  mixtureStage,
  singleStage,
  sparseStage,
} from "./mix_stages.ts";
import { pruneStage } from "./prune_stage.ts";
import { trainStage } from "./train_stage.ts";

/**
 * Runs all stages in order, each as far as it is not done yet.
 *
 * @param plan What to study.
 * @throws {Failure} If the study is interrupted; started again with the same
 * plan, it goes on where it was.
 */
export async function runStudy(plan: Plan): Promise<void> {
  const bench = setUp(plan, await trainStage(plan));
  const { fsd } = await fsdStage(bench);
  await singleStage(bench);
  await mixtureStage(bench);
  const names = [...bench.adapters.keys()];
  const places = plan.mixed.map((name) => names.indexOf(name));
  await greedyStage(bench, places.map((i) => places.map((j) => fsd[i]![j]!)));
  await pruneStage(bench);
  await sparseStage(bench);
}
