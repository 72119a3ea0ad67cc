/**
 * First stage of a study: one adapter a data set, by default all from the same
 * weights.
 *
 * @module
 */
import { statePathOf } from "../io/state_path.ts";
import type { Adapter } from "../adapter/adapter.ts";
import { readAdapter, writeAdapter } from "../adapter/file.ts";
import { untrainedAdapter } from "../adapter/initial.ts";
import { adapterHubHead } from "../model/head.ts";
import type { Progress } from "../train/fit.ts";
import { isFinished } from "../train/finished.ts";
import { forgetRun } from "../train/output.ts";
import { runTraining, type TrainTask } from "../train/run.ts";
import type { Plan } from "./bench.ts";
import { expectNames } from "./expect_names.ts";
import { majorityRow } from "./majority_row.ts";

/** Steps between two savings of a run's state. */
const SAVE_EVERY = 50;

/**
 * Trains the adapters that are not there yet, and writes losses and majorities.
 *
 * @param plan The study.
 * @returns The adapters by data set, in the plan's order.
 * @throws {Failure} If rows could not tell mixtures of the data sets apart by name,
 * if an adapter is there that was made otherwise, such as on other examples, if the
 * loss is no longer a number, or if the study is stopped.
 */
export async function trainStage(plan: Plan): Promise<Map<string, Adapter>> {
  expectNames(plan.datasets.map(({ name }) => name));
  const adapters = new Map<string, Adapter>();
  for (const [i, dataset] of plan.datasets.entries()) {
    const { name, test } = dataset;
    const folder = `${plan.out}/adapters/${name}`;
    const task = await taskOf(plan, i, folder);
    if (!await isFinished(folder, plan.model, task)) {
      const { adapter } = await runTraining(plan.model, task);
      await writeAdapter(folder, adapter, { overwrite: false });
      await forgetRun(folder);
    }
    const adapter = await readAdapter(folder);
    const losses = JSON.parse(adapter.metadata.history ?? "[]") as Progress[];
    await plan.ledger.add([
      majorityRow(name, test.map(({ label }) => label)),
      ...losses.map(({ step, loss }) => ({
        metric: "loss" as const,
        target: name,
        step,
        value: loss,
      })),
    ]);
    adapters.set(name, adapter);
  }
  return adapters;
}

/** Seed of the initial weights of the adapter at a place in the plan. */
export function initialSeed(
  { initialisation, adapterSeed }: Pick<Plan, "initialisation" | "adapterSeed">,
  place: number,
): number {
  return initialisation === "shared" ? adapterSeed : adapterSeed + place;
}

/** The run that makes the adapter at a place in the plan. */
async function taskOf(
  plan: Plan,
  place: number,
  folder: string,
): Promise<TrainTask> {
  const { model, datasets, config, maxLength, tokenBudget } = plan;
  const { name, labels, train: examples } = datasets[place]!;
  const epochs = plan.epochs?.[name] ?? plan.settings.epochs;
  const settings = { ...plan.settings, epochs };
  const origin = plan.origins?.get(name);
  return {
    dataset: name,
    ...(origin && { origin }),
    examples,
    start: untrainedAdapter(model, {
      name,
      config,
      head: adapterHubHead(labels),
      adapterSeed: initialSeed(plan, place),
      seed: settings.seed,
    }),
    reach: "adapter",
    settings,
    maxLength,
    ...(tokenBudget && { tokenBudget }),
    label: `train ${place + 1}/${datasets.length} ${name}`,
    statePath: await statePathOf(folder),
    saveEvery: SAVE_EVERY,
    signal: plan.signal,
  };
}
