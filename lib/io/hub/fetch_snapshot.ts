/**
 * Folders with the files of a repository at one commit.
 *
 * @module
 */
import { join } from "node:path";
import { Failure, inputError } from "../failure.ts";
import { progress } from "../progress.ts";
import { RepositoryCache } from "./cache.ts";
import { describeFile, type RemoteFile } from "./describe_file.ts";
import { download, type Reach } from "./download.ts";
import type { Hub } from "./hub.ts";
import { listFiles } from "./list_files.ts";
import { place } from "./place.ts";
import { isCommit, type Repository, spell } from "./repository.ts";
import type { Selection } from "./selection.ts";
import { withLock } from "./with_lock.ts";

/**
 * Makes sure that the wanted files of a repository are in the cache.
 *
 * The server is asked which commit a branch or a tag is at; what is in the cache
 * of that commit is not fetched again. A commit whose files are in the cache
 * needs no server.
 *
 * @param hub The hub, and its cache.
 * @param repository The repository.
 * @param selection Which of its files are wanted.
 * @returns Path of the folder that has them, perhaps among others.
 * @throws {Failure} If something is missing, in the repository or, offline, in
 * the cache; or if the hub fails.
 */
export async function fetchSnapshot(
  hub: Hub,
  repository: Repository,
  selection: Selection,
): Promise<string> {
  const cache = new RepositoryCache(hub, repository);
  if (hub.offline) return await offlineSnapshot(cache, repository, selection);
  const { revision } = repository;
  if (isCommit(revision) && await isComplete(cache, revision, selection)) {
    return cache.snapshot(revision);
  }
  const listing = await listFiles(hub, repository);
  const { files, missing } = selection.choose(listing.files);
  if (missing !== undefined) {
    throw inputError(
      `Cannot use ${spell(repository)}: it has no ${missing}, expected one`,
    );
  }
  const { commit } = listing;
  const absent: string[] = [];
  for (const file of files) {
    if (!await cache.has(commit, file)) absent.push(file);
  }
  await fetchFiles(hub, { ...repository, revision: commit }, absent, cache);
  await cache.remember(revision, listing);
  return cache.snapshot(commit);
}

/** Whether a commit's files are in the cache, told without the server. */
async function isComplete(
  cache: RepositoryCache,
  commit: string,
  selection: Selection,
): Promise<boolean> {
  const listing = await cache.listing(commit);
  if (!listing && !selection.closed) return false;
  const names = await cache.names(commit);
  const { files, missing } = selection.choose(listing ?? names);
  return missing === undefined && files.every((file) => names.includes(file));
}

/** The folder in the cache, which has to do. */
async function offlineSnapshot(
  cache: RepositoryCache,
  repository: Repository,
  selection: Selection,
): Promise<string> {
  const { revision } = repository;
  const commit = await cache.commitOf(revision);
  if (commit === undefined) {
    throw offline(repository, "commit", cache.ref(revision));
  }
  const names = await cache.names(commit);
  const listed = await cache.listing(commit) ?? names;
  const { files, missing } = selection.choose(listed);
  const absent = missing ?? files.find((file) => !names.includes(file));
  if (absent === undefined) return cache.snapshot(commit);
  throw offline(repository, absent, cache.snapshot(commit));
}

function offline(repository: Repository, what: string, path: string): Failure {
  return new Failure(
    "offline",
    `Cannot fetch ${
      spell(repository)
    } offline: its ${what} of revision "${repository.revision}" is not in the cache at "${path}", expected it there, or the offline mode switched off`,
  );
}

/** Fetches files one after another, and shows how far it is. */
async function fetchFiles(
  hub: Hub,
  repository: Repository,
  names: readonly string[],
  cache: RepositoryCache,
) {
  if (names.length === 0) return;
  await cache.prepare();
  const files: RemoteFile[] = [];
  for (const name of names) {
    files.push(await describeFile(hub, repository, name));
  }
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const task = progress(`fetch ${repository.name}`, kilobytes(total), {
    unit: "kB",
    screen: hub.screen,
  });
  let [before, shown] = [0, 0];
  for (const file of files) {
    const reach = (bytes: number) => {
      const now = kilobytes(before + bytes);
      task.advance(now - shown, file.name);
      shown = now;
    };
    await fetchFile(hub, file, { cache, commit: repository.revision, reach });
    before += file.size;
  }
  task.done("");
}

/** Fetches a file unless its content is there, and gives it its name. */
async function fetchFile(
  hub: Hub,
  file: RemoteFile,
  { cache, commit, reach }: {
    cache: RepositoryCache;
    commit: string;
    reach: Reach;
  },
) {
  const { etag, size, name } = file;
  const blob = cache.blob(etag);
  await withLock(cache.lock(etag), async () => {
    // Another process may have fetched it meanwhile.
    if (await sizeOf(blob) !== size) await download(hub, file, blob, reach);
    reach(size);
    await place(blob, join(cache.snapshot(commit), name));
  });
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await Deno.stat(path)).size;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function kilobytes(bytes: number): number {
  return Math.ceil(bytes / 1000);
}
