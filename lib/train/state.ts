/**
 * The state of a run on disk, so that it can be taken up where it stopped.
 *
 * @module
 */
import { inputError } from "../io/failure.ts";
import {
  type HostTensor,
  readSafetensors,
  writeSafetensors,
} from "../io/safetensors.ts";
import type { Gpu } from "../gpu/gpu.ts";
import { find } from "../model/params.ts";
import { changedCondition } from "./changed_condition.ts";
import type { Counted } from "./fit.ts";
import type { Trainables } from "./trainables.ts";

/** Arenas that a state holds; gradients are zero between steps. */
const KEPT = ["values", "first", "second"] as const;

/** What a run remembers besides its weights and moments. */
export interface Memory {
  /** Steps done. */
  readonly step: number;
  /** Settings and inputs, by name; a run is only taken up under the same ones. */
  readonly conditions: Readonly<Record<string, string>>;
  /** Losses and validation results so far. */
  readonly history: readonly object[];
  /** What was counted since the last loss in the history. */
  readonly counted: Counted;
}

/**
 * Saves the state of a run, whole or not at all.
 *
 * @param path File to write.
 * @param gpu Device that the state is on.
 * @param trained Weights and moments.
 * @param memory Everything else.
 */
export async function saveState(
  path: string,
  gpu: Gpu,
  trained: Trainables,
  memory: Memory,
): Promise<void> {
  const shape = [trained.layout.size];
  const weights = new Map<string, HostTensor>();
  for (const name of KEPT) {
    weights.set(name, { shape, data: await gpu.read(trained[name]) });
  }
  const metadata = { memory: JSON.stringify(memory) };
  await writeSafetensors(path, weights, { metadata });
}

/**
 * Loads the state of a run, if there is any.
 *
 * @param path File to read.
 * @param gpu Device to load to.
 * @param trained Weights and moments, which are replaced.
 * @param conditions What the run is now about to work under.
 * @returns The memory, or nothing if there is no such file.
 * @throws {Failure} If the run was started under other conditions.
 */
export async function loadState(
  path: string,
  gpu: Gpu,
  trained: Trainables,
  conditions: Memory["conditions"],
): Promise<Memory | undefined> {
  try {
    await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
  const { weights, metadata } = await readSafetensors(path);
  const memory = JSON.parse(metadata.memory ?? "{}") as Memory;
  const changed = changedCondition(memory.conditions ?? {}, conditions);
  if (changed) {
    const { name, before = "not known", now } = changed;
    throw inputError(
      `Cannot resume "${path}": its ${name} is ${before}, expected ${now} (or --overwrite in place of --resume to start again)`,
    );
  }
  const shape = [trained.layout.size];
  for (const name of KEPT) {
    const { data } = find(weights, name, shape, `"${path}"`);
    gpu.write(trained[name], data);
  }
  return memory;
}
