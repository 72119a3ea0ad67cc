import { inputError } from "../failure.ts";
import { fetchSnapshot } from "./fetch_snapshot.ts";
import { type Hub, openHub } from "./hub.ts";
import { parseRepository } from "./repository.ts";
import { datasetFiles } from "./selection.ts";

/** Options of {@linkcode fetchDataset}. */
export interface FetchDatasetOptions {
  /** A branch, a tag or a commit, in place of one in the name; "main" if absent. */
  revision?: string | undefined;
  /** What the paths of the wanted files match; all tables if absent. */
  pattern?: RegExp | undefined;
  /** The hub; that of the environment if absent. */
  hub?: Hub | undefined;
}

/**
 * Makes sure that the tables of a data set are in the cache.
 *
 * @param name "owner/name" or "name", and perhaps "@revision".
 * @param options Which revision, which files.
 * @returns Path of the folder that has them, perhaps among others.
 * @throws {Failure} If that is no repository's name, there is no such data set,
 * it has no such file, the hub fails, or, offline, the cache lacks a file.
 */
export async function fetchDataset(
  name: string,
  { revision, pattern, hub }: FetchDatasetOptions = {},
): Promise<string> {
  const full = revision === undefined ? name : `${name}@${revision}`;
  const repository = parseRepository(full, "dataset");
  if (!repository) {
    throw inputError(
      `Cannot fetch data set "${full}": it is no repository's name, expected owner/name or owner/name@revision`,
    );
  }
  const selection = datasetFiles(pattern);
  return await fetchSnapshot(hub ?? await openHub(), repository, selection);
}
