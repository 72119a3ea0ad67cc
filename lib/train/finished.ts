/**
 * Whether a run was already finished.
 *
 * @module
 */
import { join } from "node:path";
import { inputError } from "../io/failure.ts";
import { isThere } from "../io/is_there.ts";
import { readSafetensors } from "../io/safetensors.ts";
import type { Model } from "../model/loaded.ts";
import { changedCondition } from "./changed_condition.ts";
import { conditions, type TrainTask } from "./run.ts";

/** Files of an output, one of which says how it was made. */
const FILES = ["adapter", "adapter_model", "model_head", "model"];

/**
 * Tells whether an output is what a run is about to make.
 *
 * @param out Directory that the run would write.
 * @param model Model to train.
 * @param task What to train, on what, and how.
 * @returns False if there is no such directory.
 * @throws {Failure} If the directory was made otherwise.
 */
export async function isFinished(
  out: string,
  model: Model,
  task: TrainTask,
): Promise<boolean> {
  if (!await isThere(out)) return false;
  const made = await settingsOf(out);
  const changed = changedCondition(made, conditions(model, task));
  if (!changed) return true;
  const { name, before = "not known", now } = changed;
  throw inputError(
    `Cannot resume "${out}": it is finished and its ${name} is ${before}, expected ${now} (or --overwrite to replace it)`,
  );
}

/** The conditions under which an output was made, as far as it says. */
async function settingsOf(out: string): Promise<Record<string, string>> {
  for (const file of FILES) {
    const path = join(out, `${file}.safetensors`);
    if (!await isThere(path)) continue;
    const { metadata } = await readSafetensors(path, { only: () => false });
    return JSON.parse(metadata.settings ?? "{}");
  }
  return {};
}
