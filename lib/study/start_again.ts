/**
 * Starting a study again in the folder of an earlier one.
 *
 * @module
 */
import { join } from "node:path";
import { expectFree } from "../io/atomic.ts";
import { LOCK, STATE } from "../io/hidden_beside.ts";
import { isThere } from "../io/is_there.ts";
import { readJson } from "../io/json.ts";
import { realPlace } from "../io/real_place.ts";
import {
  type Contents,
  type FolderKind,
  weightsFolder,
} from "../io/replaceable.ts";

/** What a study states besides others; `mixtures` and `compare` have other settings. */
const OWN_SETTINGS = ["domains", "adapterSeed"];

const SETTINGS = "settings.json";

/** The folders of a study, by name. */
const FOLDERS = new Map<string, Contents>([
  ["adapters", { files: [STATE], within: () => weightsFolder }],
  ["figures", { files: [/\.svg$/, /\.vl\.json$/] }],
]);

/** Folder of a study; other studies may be in folders below, and are none of it. */
const studyFolder: FolderKind = {
  name: "a study",
  mark: [SETTINGS],
  isMark: isOfStudy,
  files: ["rows.jsonl", SETTINGS, "report.html"],
  within: (name) => name === "independent" ? studyFolder : FOLDERS.get(name),
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
 * Empties the folder of a study, if there is one. Locks in it stay, and so does the
 * folder: it may be a mounted disk, or what a link leads to.
 *
 * @param folder Folder of the study.
 * @throws {Failure} As {@linkcode expectStudyAt} does.
 */
export async function removeStudy(folder: string): Promise<void> {
  await expectStudyAt(folder);
  const place = await realPlace(folder);
  if (!await isThere(place)) return;
  const names = (await Array.fromAsync(Deno.readDir(place)))
    .map(({ name }) => name)
    .filter((name) => !LOCK.test(name))
    // What tells that it is a study goes last: this may be cut short.
    .sort((a, b) => Number(a === SETTINGS) - Number(b === SETTINGS));
  for (const name of names) {
    await Deno.remove(join(place, name), { recursive: true });
  }
}

/** Whether a file holds the settings of a study. */
async function isOfStudy(path: string): Promise<boolean> {
  const settings = await readJson(path, "settings").catch(() => undefined);
  return typeof settings === "object" && settings !== null &&
    OWN_SETTINGS.every((name) => name in settings);
}
