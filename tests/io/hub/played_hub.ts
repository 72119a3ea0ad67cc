import { createHash } from "node:crypto";
import type { Hub } from "../../../lib/io/hub/hub.ts";
import { Screen } from "../../../lib/io/screen.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { PlayedAlarm } from "./played_alarm.ts";

/** The commit that all played repositories are at. */
export const COMMIT = "0123456789abcdef0123456789abcdef01234567";

/** A request that a played server got. */
export interface Asked {
  readonly host: "hub" | "cdn";
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly range: string | null;
  readonly authorization: string | null;
}

/** What a played hub has, and how it misbehaves. */
export interface Play {
  /** Files of the one repository, whatever its name. */
  files: Record<string, string | Uint8Array<ArrayBuffer>>;
  /** Names of those that are on the other host, as large files are. */
  large?: readonly string[];
  /** Answers in place of the hub, if anything is returned. */
  instead?: Instead;
}

/**
 * What a server answers out of line, if anything.
 *
 * @param asked The request.
 * @param url Its address.
 * @param alarm The asker's, set anew whenever something has come.
 */
export type Instead = (
  asked: Asked,
  url: URL,
  alarm: PlayedAlarm,
) => Response | undefined;

/** A play on stage. */
export interface Stage {
  readonly hub: Hub;
  /** Says when the hub has been silent for too long. */
  readonly alarm: PlayedAlarm;
  /** Address of the host of the large files. */
  readonly cdn: string;
  readonly folder: string;
  /** All requests so far. */
  readonly asked: Asked[];
  /** All pauses so far, in milliseconds. */
  readonly pauses: number[];
  /** What was shown. */
  readonly shown: string[];
}

/** Bytes of a file's content. */
export function bytesOf(content: string | Uint8Array<ArrayBuffer>) {
  return typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
}

/** Hash of a content as Git names it. */
export function gitHash(content: string | Uint8Array<ArrayBuffer>): string {
  const bytes = bytesOf(content);
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes)
    .digest("hex");
}

/** SHA-256 of a content. */
export function sha256(content: string | Uint8Array<ArrayBuffer>): string {
  return createHash("sha256").update(bytesOf(content)).digest("hex");
}

/** Runs a test against a server that plays the Hub, and one that plays its CDN. */
export async function withHub(
  play: Play,
  test: (stage: Stage) => Promise<void>,
): Promise<void> {
  const asked: Asked[] = [];
  const alarm = new PlayedAlarm();
  const server = { play, asked, alarm };
  await using cdn = serve("cdn", server, "");
  await using hub = serve("hub", server, addressOf(cdn, "localhost"));
  await inTemporaryFolder(async (folder) => {
    const [pauses, shown]: [number[], string[]] = [[], []];
    await test({
      hub: {
        endpoint: addressOf(hub, "127.0.0.1"),
        cache: `${folder}/hub`,
        token: "hf_secret",
        offline: false,
        timeout: alarm.timeout,
        alarm: alarm.alarm,
        screen: new Screen({
          terminal: false,
          columns: () => 100,
          write: (text) => shown.push(text),
        }),
        sleep: (milliseconds) =>
          Promise.resolve(void pauses.push(milliseconds)),
      },
      alarm,
      cdn: addressOf(cdn, "localhost"),
      folder,
      asked,
      pauses,
      shown,
    });
  });
}

/**
 * A body that stops in the middle, as when a cable is pulled.
 *
 * @param bytes What comes before.
 * @param alarm The asker's, which tells when they have come.
 */
export function cutBody(
  bytes: Uint8Array<ArrayBuffer>,
  alarm: PlayedAlarm,
): ReadableStream {
  const come = bytes.length ? alarm.next : Promise.resolve();
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(bytes);
      await come;
      controller.error(new Error("cut by the test"));
    },
  });
}

/** A file's bytes or the range of them that is asked for. */
export function contentAnswer(
  content: string | Uint8Array<ArrayBuffer>,
  { method, range }: Pick<Asked, "method" | "range">,
  headers: Record<string, string> = {},
): Response {
  const bytes = bytesOf(content);
  const from = Number(range?.match(/^bytes=(\d+)-$/)?.[1] ?? 0);
  const rest = bytes.subarray(from);
  const last = bytes.length - 1;
  return new Response(method === "HEAD" ? null : rest, {
    status: range ? 206 : 200,
    headers: {
      "content-length": String(rest.length),
      ...(range &&
        { "content-range": `bytes ${from}-${last}/${bytes.length}` }),
      ...headers,
    },
  });
}

function serve(
  host: "hub" | "cdn",
  { play, asked, alarm }: { play: Play; asked: Asked[]; alarm: PlayedAlarm },
  cdn: string,
) {
  const quiet = { port: 0, hostname: "127.0.0.1", onListen() {} };
  return Deno.serve({
    ...quiet,
    onError: () => new Response(null, { status: 500 }),
  }, (request) => {
    const url = new URL(request.url);
    const question: Asked = {
      host,
      method: request.method,
      path: url.pathname + url.search,
      range: request.headers.get("range"),
      authorization: request.headers.get("authorization"),
    };
    asked.push(question);
    return play.instead?.(question, url, alarm) ??
      answer(question, url, play, cdn);
  });
}

function answer(asked: Asked, url: URL, play: Play, cdn: string): Response {
  if (url.pathname.startsWith("/api/")) {
    const siblings = Object.keys(play.files).map((rfilename) => ({
      rfilename,
    }));
    return Response.json({ sha: COMMIT, siblings });
  }
  const name = decodeURIComponent(
    url.pathname.split(/\/resolve\/[^/]+\//)[1] ?? "",
  );
  const content = play.files[name];
  if (content === undefined) return new Response("none", { status: 404 });
  const headers = { "x-repo-commit": COMMIT };
  if (asked.host === "cdn") return contentAnswer(content, asked);
  if (!play.large?.includes(name)) {
    return contentAnswer(content, asked, {
      ...headers,
      etag: `"${gitHash(content)}"`,
    });
  }
  return new Response(null, {
    status: 302,
    headers: {
      ...headers,
      location: `${cdn}${url.pathname}?signed=1`,
      "x-linked-etag": `"${sha256(content)}"`,
      "x-linked-size": String(bytesOf(content).length),
    },
  });
}

/** Address of a server by another of its names, which makes it another host. */
function addressOf(
  { addr }: Deno.HttpServer<Deno.NetAddr>,
  host: "127.0.0.1" | "localhost",
): string {
  return `http://${host}:${addr.port}`;
}
