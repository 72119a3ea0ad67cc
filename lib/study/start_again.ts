/**
 * Starting a study again in the folder of an earlier one.
 *
 * @module
 */
import { expectFree } from "../io/atomic.ts";
import { isThere } from "../io/is_there.ts";
import type { FolderKind } from "../io/replaceable.ts";

/** Folder of a study; other studies may be in folders below, and are none of it. */
const studyFolder: FolderKind = {
  name: "a study",
  mark: /^settings\.json$/,
  folders: ["adapters", "figures", "independent"],
};

/**
 * Checks that a folder may be emptied: it is a study's, or holds nothing.
 *
 * @param folder Folder of the study.
 * @throws {Failure} If it holds anything but a study, or the command runs in it.
 */
export async function expectStudyAt(folder: string): Promise<void> {
  await expectFree(folder, { overwrite: true, kind: studyFolder });
}

/**
 * Removes a study with all that is in its folder, if there is one.
 *
 * @param folder Folder of the study.
 * @throws {Failure} As {@linkcode expectStudyAt} does.
 */
export async function removeStudy(folder: string): Promise<void> {
  await expectStudyAt(folder);
  if (await isThere(folder)) await Deno.remove(folder, { recursive: true });
}
