/**
 * Models and adapters by path or by name.
 *
 * @module
 */
import { isThere } from "../is_there.ts";
import { fetchSnapshot } from "./fetch_snapshot.ts";
import { type Hub, openHub } from "./hub.ts";
import { parseRepository } from "./repository.ts";
import { adapterFiles, modelFiles, type Selection } from "./selection.ts";

/**
 * Folder of a model: the path itself if something is there, else the files of the
 * repository of that name, fetched into the cache if they are not in it.
 *
 * @param source A path, or "owner/name" or "name", and perhaps "@revision".
 * @param hub The hub; that of the environment if absent.
 * @returns Path of the folder; the source as it is if it can be no repository,
 * for its reader to say what it misses.
 * @throws {Failure} If there is no such repository, it has no model that can be
 * read, the hub fails, or, offline, the cache lacks a file.
 */
export async function findModel(source: string, hub?: Hub): Promise<string> {
  return await find(source, modelFiles, hub);
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
 * fails, or, offline, the cache lacks a file.
 */
export async function findAdapter(source: string, hub?: Hub): Promise<string> {
  // Only models are old enough to have no owner.
  if (!source.includes("/")) return source;
  return await find(source, adapterFiles, hub);
}

async function find(
  source: string,
  selection: Selection,
  hub: Hub | undefined,
): Promise<string> {
  if (await isThere(source)) return source;
  const repository = parseRepository(source, "model");
  if (!repository) return source;
  return await fetchSnapshot(hub ?? await openHub(), repository, selection);
}
