/**
 * The bytes of one file, however often the connection breaks.
 *
 * @module
 */
import { writeAll } from "../atomic.ts";
import { Failure } from "../failure.ts";
import { checksum } from "./checksum.ts";
import type { RemoteFile } from "./describe_file.ts";
import type { Hub } from "./hub.ts";
import { connectionCut, received } from "./received.ts";
import { refusal } from "./refusal.ts";
import { retry, Transient } from "./retry.ts";
import { send } from "./send.ts";
import { Stall } from "./stall.ts";

/** Told how many bytes of the file are on disk. */
export type Reach = (bytes: number) => void;

/**
 * Fetches a file to `<path>.incomplete`, going on where an earlier try stopped,
 * and moves it to its place once its hash is right.
 *
 * @param hub The hub.
 * @param file The file.
 * @param path Where it goes; nobody else may be writing it.
 * @param reach Told how far it is.
 * @throws {Failure} If the hub fails, or sends other bytes than it announced;
 * those are removed.
 */
export async function download(
  hub: Hub,
  file: RemoteFile,
  path: string,
  reach: Reach,
): Promise<void> {
  const partial = `${path}.incomplete`;
  await retry(hub, () => fetchRest(hub, file, partial, reach));
  const { etag, size, about } = file;
  const found = await checksum(partial, size, etag.length);
  if (found !== etag) {
    await Deno.remove(partial);
    throw new Failure(
      "failure",
      `Cannot keep ${about}: its checksum is ${found}, expected ${etag}; what came is removed`,
    );
  }
  await Deno.rename(partial, path);
}

/** One try to fetch what is not there yet. */
async function fetchRest(
  hub: Hub,
  remote: RemoteFile,
  partial: string,
  reach: Reach,
) {
  const { url, about, size } = remote;
  using file = await Deno.open(partial, { write: true, create: true });
  const had = (await file.stat()).size;
  const from = had <= size ? had : 0;
  if (from === size) return await file.truncate(size);
  using stall = new Stall(hub);
  const { signal } = stall;
  const { response } = await send(hub, {
    method: "GET",
    url,
    about,
    from,
    signal,
  });
  const start = startOf(response, { from, size });
  if (start === undefined) {
    await response.body?.cancel();
    if (![206, 416].includes(response.status)) {
      throw refusal(hub, response, about);
    }
    await file.truncate(0); // the next try asks for the whole
    throw connectionCut(about, new URL(response.url).host);
  }
  await file.truncate(start);
  await file.seek(start, Deno.SeekMode.Start);
  await receive(response, { file, start, remote, stall, reach });
  await file.sync();
}

/** Where the bytes of an answer belong; undefined if it has none of use. */
function startOf(
  { status, headers }: Response,
  { from, size }: { from: number; size: number },
): number | undefined {
  if (status === 200) return 0;
  const range = `bytes ${from}-${size - 1}/${size}`;
  if (status !== 206 || headers.get("content-range") !== range) {
    return undefined;
  }
  return from;
}

/** Writes the bytes of an answer to the end of what is there. */
async function receive(
  response: Response,
  { file, start, remote: { size, about }, stall, reach }: {
    file: Deno.FsFile;
    start: number;
    remote: RemoteFile;
    stall: Stall;
    reach: Reach;
  },
) {
  let at = start;
  reach(at);
  try {
    for await (const bytes of received(response, { stall, about })) {
      if (at + bytes.length > size) throw await tooLong(file, about, size);
      await writeAll(file, bytes);
      at += bytes.length;
      reach(at);
    }
    if (at < size) throw connectionCut(about, new URL(response.url).host);
  } catch (error) {
    if (!(error instanceof Transient)) throw error;
    throw new Transient(error.failure, { progressed: at > start });
  }
}

/** The failure of a server that sends more than it said; nothing is kept of it. */
async function tooLong(file: Deno.FsFile, about: string, size: number) {
  await file.truncate(0);
  return new Failure(
    "failure",
    `Cannot fetch ${about}: more than ${size} bytes come, expected as many as announced`,
  );
}
