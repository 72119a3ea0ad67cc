/**
 * Models and adapters by path or by name.
 *
 * @module
 */
import { dirname } from "node:path";
import { EMBEDDED_MODEL, embeddedFolder } from "../embedded_model.ts";
import { Failure, inputError } from "../failure.ts";
import { isThere } from "../is_there.ts";
import { statePathOf } from "../state_path.ts";
import { fetchSnapshot } from "./fetch_snapshot.ts";
import { type Hub, openHub } from "./hub.ts";
import { parseRepository, type Repository } from "./repository.ts";
import { adapterFiles, modelFiles, type Selection } from "./selection.ts";

/**
 * Folder of a model: the path itself if something is there, else the files of the
 * repository of that name, fetched into the cache if they are not in it. The embedded
 * model is found from every folder.
 *
 * @param source A path, or "owner/name" or "name", and perhaps "@revision".
 * @param hub The hub; that of the environment if absent.
 * @returns Path of the folder; the source as it is if it can be no repository,
 * for its reader to say what it misses.
 * @throws {Failure} If there is no such repository, it has no model that can be
 * read, the hub fails, or, offline, the cache lacks a file; if the path leads into a
 * folder that is there; or if its training is not finished.
 */
export async function findModel(source: string, hub?: Hub): Promise<string> {
  if (source === EMBEDDED_MODEL) return embeddedFolder();
  return await find(source, { what: "model", files: modelFiles, hub });
}

/**
 * Folder of an adapter: the path itself if something is there, else the files of
 * the repository of that name, fetched into the cache if they are not in it.
 *
 * @param source A path, or "owner/name", and perhaps "@revision".
 * @param hub The hub; that of the environment if absent.
 * @returns Path of the folder; the source as it is if it can be no repository,
 * for its reader to say what it misses.
 * @throws {Failure} If there is no such repository, it has no adapter, the hub
 * fails, or, offline, the cache lacks a file; if the path leads into a folder that is
 * there; or if its training is not finished.
 */
export async function findAdapter(source: string, hub?: Hub): Promise<string> {
  return await find(source, { what: "adapter", files: adapterFiles, hub });
}

/** What is looked for, and where. */
interface Search {
  readonly what: "model" | "adapter";
  readonly files: Selection;
  readonly hub: Hub | undefined;
}

async function find(source: string, search: Search): Promise<string> {
  if (await isThere(source)) return source;
  const cannot = `Cannot find ${search.what} "${source}"`;
  if (await isThere(await statePathOf(source))) {
    throw inputError(
      `${cannot}: its training is not finished, expected it to be (train --resume goes on, as does its study if started again)`,
    );
  }
  const repository = repositoryOf(source, search);
  if (!repository) return source;
  // A name with a revision is meant for the hub.
  const perhapsPath = !source.includes("@");
  const folder = dirname(source);
  // A path that is mistyped is no business of a server's.
  if (perhapsPath && folder !== "." && await isThere(folder)) {
    throw inputError(
      `${cannot}: there is no such directory in "${folder}", expected one that is there, or "${source}@main" for the Hub's`,
    );
  }
  try {
    const hub = search.hub ?? await openHub();
    return await fetchSnapshot(hub, repository, search.files);
  } catch (cause) {
    // A hub that was reached has told whether there is such a repository.
    const unreached = cause instanceof Failure && cause.kind === "offline";
    if (!perhapsPath || !unreached) throw cause;
    throw new Failure(
      cause.kind,
      `${cannot}: there is no such directory, and to fetch it failed (${cause.message}), expected a path, or owner/name of a repository`,
      { cause },
    );
  }
}

/** The repository that a source may name. */
function repositoryOf(
  source: string,
  { what }: Search,
): Repository | undefined {
  const repository = parseRepository(source, "model");
  if (!repository || what === "model") return repository;
  // Only models are old enough to have no owner.
  return source.includes("/") ? { ...repository, holds: what } : undefined;
}
