/**
 * The small models and adapters that the commands are tried on.
 *
 * @module
 */
import type { Arguments } from "./command.ts";

/** Folder of a parity case, as a user would write it. */
export function parity(name: string): string {
  return `tests/fixtures/parity/${name}`;
}

/** Most tokens that the parity cases' own sequences have. */
export const MAX_LENGTH = 62;

/** Arguments that name a parity case's model. */
export function modelOf(name: string): Arguments {
  return ["--model", `${parity(name)}/model`, "--max-seq-length", MAX_LENGTH];
}

/** Arguments that name a parity case's model and data. */
export function modelAndData(name: string): Arguments {
  return [...modelOf(name), "--dataset", `${parity(name)}/data.csv`];
}

/** Arguments of a training run of a few steps on a parity case. */
export function shortRun(name: string, steps = 2): Arguments {
  return [
    ...modelAndData(name),
    ...["--max-steps", steps],
    ...["--per-device-train-batch-size", 4],
    ...["--learning-rate", 0.01],
  ];
}

/** Arguments of an evaluation of an adapter on a parity case. */
export function judged(name: string, adapter: string): Arguments {
  return [...modelAndData(name), "--adapter", adapter];
}
