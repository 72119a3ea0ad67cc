/**
 * Where a training run keeps its state and leaves its result.
 *
 * @module
 */
import { join } from "node:path";
import { expectFree, makeOutput, removeLeftovers } from "../io/atomic.ts";
import { inputError } from "../io/failure.ts";
import { isThere } from "../io/is_there.ts";
import { lockOutput } from "../io/lock.ts";
import { weightsFolder } from "../io/replaceable.ts";
import { statePathOf } from "../io/state_path.ts";
import { writeAdapter } from "../adapter/file.ts";
import type { Model } from "../model/loaded.ts";
import { saveModel } from "../model/save.ts";
import type { TrainResult } from "./run.ts";

/** Files of a tokeniser, of which a model directory has some. */
const TOKENIZER = /^(?:tokenizer.*\.json|vocab\.(?:txt|json)|merges\.txt)$/;

/**
 * Checks that a run may start, and keeps other processes from starting the same.
 *
 * @param out Directory that the run will write.
 * @param options Whether to go on where an earlier run was, or to start again.
 * @returns The lock on the output and its state, to be disposed of after the run.
 * @throws {Failure} If another process is writing the output, if it exists or a
 * stopped run is there and neither is asked for, or if what is to be replaced is
 * neither an adapter nor a model.
 */
export async function prepareOutput(
  out: string,
  options: { resume: boolean; overwrite: boolean },
): Promise<Disposable> {
  const lock = await lockOutput(out);
  try {
    await expectReady(out, options);
    return lock;
  } catch (error) {
    lock[Symbol.dispose]();
    throw error;
  }
}

async function expectReady(
  out: string,
  { resume, overwrite }: { resume: boolean; overwrite: boolean },
) {
  if (overwrite || !resume) {
    await expectFree(out, { overwrite, kind: weightsFolder });
  }
  if (resume || overwrite || !await isThere(await statePathOf(out))) return;
  throw inputError(
    `Cannot train to "${out}": a run to it was stopped, expected --resume to go on or --overwrite to start again`,
  );
}

/**
 * Writes what a run made, and removes its state.
 *
 * @param out Directory to write.
 * @param model Model that was trained.
 * @param result What the run made.
 * @param options Whether an existing directory may be replaced.
 */
export async function writeTrained(
  out: string,
  model: Model,
  { adapter, encoder }: Pick<TrainResult, "adapter" | "encoder">,
  options: { overwrite: boolean },
): Promise<void> {
  if (encoder) await writeModel(out, model, { adapter, encoder }, options);
  else await writeAdapter(out, adapter, options);
  await forgetRun(out);
}

/**
 * Removes what earlier runs left beside an output: a state, and what they were
 * writing when they were killed.
 *
 * @param out Directory that they were to write.
 */
export async function forgetRun(out: string): Promise<void> {
  const state = await statePathOf(out);
  await Deno.remove(state).catch(() => {}); // short runs are never saved
  for (const path of [state, out]) await removeLeftovers(path);
}

/** Writes a model with its head, and the tokeniser's files beside it. */
async function writeModel(
  out: string,
  { config, directory }: Model,
  { adapter, encoder }: Required<Pick<TrainResult, "adapter" | "encoder">>,
  options: { overwrite: boolean },
): Promise<void> {
  const { labels } = adapter.head!.config;
  const kind = config.model_type === "bert" ? "Bert" : "Roberta";
  const stated = {
    ...config,
    architectures: [`${kind}ForSequenceClassification`],
    id2label: Object.fromEntries(labels.entries()),
    label2id: Object.fromEntries(labels.map((name, id) => [name, id])),
  };
  const weights = new Map([...encoder, ...adapter.head!.weights]);
  const written = { ...options, kind: weightsFolder };
  await makeOutput(out, written, async (folder) => {
    const { metadata } = adapter;
    await saveModel(folder, stated, weights, { metadata });
    for await (const { name } of Deno.readDir(directory)) {
      if (!TOKENIZER.test(name)) continue;
      await Deno.copyFile(join(directory, name), join(folder, name));
    }
  });
}
