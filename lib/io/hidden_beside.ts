/**
 * Hidden files beside outputs: locks, states, and what is being written.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";

/** Names of locks. */
export const LOCK = /^\..+\.lock$/;

/** Names of states of stopped runs. */
export const STATE = /^\..+\.state$/;

/**
 * Path of a hidden file beside an output.
 *
 * @param output Path of the output.
 * @param ending What it is, the end of its name, e.g. "lock".
 */
export function hiddenBeside(output: string, ending: string): string {
  return join(dirname(output), `.${basename(output)}.${ending}`);
}
