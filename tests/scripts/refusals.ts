/**
 * Commands that have to be refused.
 *
 * @module
 */
import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { namesIn } from "../io/temporary_folder.ts";
import { type Arguments, refusalOf } from "./command.ts";

/** A command, its arguments and the sentence that refuses it. */
export type Refusal = readonly [
  name: string,
  args: Arguments,
  sentence: string,
];

/**
 * Asserts that commands are refused and leave the folder as it is.
 *
 * @param folder Folder that they would write into.
 * @param refusals Commands and sentences, in which F stands for the folder.
 * @param code Exit code of each.
 * @param env What is changed in the environment.
 */
export async function expectRefusals(
  folder: string,
  refusals: readonly Refusal[],
  { code = 2, env = {} }: { code?: number; env?: Record<string, string> } = {},
): Promise<void> {
  const before = namesIn(folder);
  for (const [name, args, sentence] of refusals) {
    const [actual, said] = await refusalOf(name, args, { env });
    strictEqual(said.replaceAll(folder, "F"), sentence);
    strictEqual(actual, code);
    deepStrictEqual(namesIn(folder), before, "something was left behind");
  }
}
