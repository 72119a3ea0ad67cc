import { Failure } from "../failure.ts";
import { fileAddress } from "./addresses.ts";
import type { Hub } from "./hub.ts";
import { refusal } from "./refusal.ts";
import { type Repository, spell } from "./repository.ts";
import { retry } from "./retry.ts";
import { send } from "./send.ts";
import { Stall } from "./stall.ts";

/** Most bytes of one file. */
const MOST_BYTES = 2 ** 37;

/** A file of a repository, before its bytes. */
export interface RemoteFile {
  /** Path in the repository. */
  readonly name: string;
  /** Address on the hub. */
  readonly url: string;
  /** The hash of its content: Git's SHA-1 of 40 digits, or SHA-256 of 64. */
  readonly etag: string;
  /** Bytes. */
  readonly size: number;
  /** How an error names it. */
  readonly about: string;
}

/**
 * Asks a hub for the hash and the size of a file.
 *
 * Large files are elsewhere, and the hub's `X-Linked-...` headers describe them.
 *
 * @param hub The hub.
 * @param repository The repository at its commit.
 * @param name Path of the file in it.
 * @throws {Failure} If the hub does not answer, refuses, or does not tell.
 */
export async function describeFile(
  hub: Hub,
  repository: Repository,
  name: string,
): Promise<RemoteFile> {
  const about = `"${name}" of ${spell(repository)}`;
  const url = fileAddress(hub, repository, name);
  const headers = await retry(hub, () => readHeaders(hub, url, about));
  const get = (header: string) =>
    headers.map((each) => each.get(header)).find((value) => value !== null);
  const wrong = (problem: string, expected: string) =>
    new Failure(
      "failure",
      `Cannot fetch ${about}: ${hub.endpoint} ${problem}, expected ${expected}`,
    );
  const commit = get("x-repo-commit") ?? repository.revision;
  if (commit !== repository.revision) {
    throw wrong(`sends it from commit ${commit}`, repository.revision);
  }
  const last = headers.at(-1);
  const etag = (get("x-linked-etag") ?? last?.get("etag") ?? "")
    .replace(/^W\//, "").replaceAll('"', "");
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(etag)) {
    throw wrong("does not tell its hash", "SHA-1 or SHA-256 as ETag");
  }
  const length = get("x-linked-size") ?? last?.get("content-length") ?? "";
  const size = /^\d+$/.test(length) ? Number(length) : Infinity;
  if (size > MOST_BYTES) {
    throw wrong(
      size === Infinity ? "does not tell its size" : `has ${size} bytes of it`,
      `at most ${MOST_BYTES} bytes`,
    );
  }
  return { name, url, etag, size, about };
}

async function readHeaders(
  hub: Hub,
  url: string,
  about: string,
): Promise<readonly Headers[]> {
  using stall = new Stall(hub);
  const { signal } = stall;
  const { response, headers } = await send(hub, {
    method: "HEAD",
    url,
    about,
    signal,
  });
  await response.body?.cancel();
  if (response.status >= 400) throw refusal(hub, response, about);
  return headers;
}
