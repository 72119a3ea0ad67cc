/**
 * One request to a hub, through its redirects.
 *
 * @module
 */
import { Failure } from "../failure.ts";
import type { Hub } from "./hub.ts";
import { Transient } from "./retry.ts";

/** Most redirects of one request. */
const MOST_REDIRECTS = 10;

/** What is asked. */
export interface Question {
  readonly method: "GET" | "HEAD";
  /** Address on the hub. */
  readonly url: string;
  /** What the answer is for, as an error names it. */
  readonly about: string;
  /** First byte wanted, 0 for the whole. */
  readonly from?: number;
  /** Ends the request and the reading of its answer. */
  readonly signal: AbortSignal;
}

/** What came back. */
export interface Answer {
  /** The last answer; its body is still to be read or cancelled. */
  readonly response: Response;
  /** Headers of all the hub's own answers on the way, in order. */
  readonly headers: readonly Headers[];
}

/**
 * Asks a hub.
 *
 * The token goes to the hub alone: not to another host, nor back from there. A
 * `HEAD` ends where the hub refers to another host, whose headers say nothing
 * about the repository.
 *
 * @param hub The hub, and the token that it is shown.
 * @param question What is asked.
 * @returns The answer, of whatever status.
 * @throws {Transient} If no answer comes.
 * @throws {Failure} If redirects do not end or lead to where nobody should go.
 */
export async function send(hub: Hub, question: Question): Promise<Answer> {
  const { origin } = new URL(hub.endpoint);
  const headers: Headers[] = [];
  let url = new URL(question.url);
  let home = true;
  for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
    const response = await ask(url, question, home ? hub.token : undefined);
    if (home) headers.push(response.headers);
    const next = redirectOf(response, url, question.about);
    if (!next) return { response, headers };
    home &&= next.origin === origin;
    if (!home && question.method === "HEAD") return { response, headers };
    await response.body?.cancel();
    url = next;
  }
  throw new Failure(
    "failure",
    `Cannot fetch ${question.about}: ${hub.endpoint} redirects more than ${MOST_REDIRECTS} times, expected an end`,
  );
}

async function ask(
  url: URL,
  { method, from = 0, signal, about }: Question,
  token: string | undefined,
): Promise<Response> {
  const headers = new Headers({ "accept-encoding": "identity" });
  if (from > 0) headers.set("range", `bytes=${from}-`);
  if (token) headers.set("authorization", `Bearer ${token}`);
  try {
    return await fetch(url, { method, headers, redirect: "manual", signal });
  } catch (error) {
    throw unreachable(url, about, error);
  }
}

/** Where an answer refers to, if it does. */
function redirectOf(
  { status, headers }: Response,
  from: URL,
  about: string,
): URL | undefined {
  const location = headers.get("location");
  if (![301, 302, 303, 307, 308].includes(status) || !location) {
    return undefined;
  }
  const next = URL.parse(location, from.href);
  const allowed = from.protocol === "https:" ? ["https:"] : ["http:", "https:"];
  if (next && allowed.includes(next.protocol)) return next;
  // Neither files of this machine nor an open line in place of a sealed one.
  throw new Failure(
    "failure",
    `Cannot fetch ${about}: ${from.host} redirects to ${
      next ? next.protocol : "no address"
    }, expected ${allowed.join(" or ")}`,
  );
}

function unreachable(url: URL, about: string, cause: unknown): Transient {
  return new Transient(
    new Failure(
      "offline",
      `Cannot fetch ${about}: ${url.host} cannot be reached (${
        reasonOf(cause)
      }), expected a connection, or HF_HUB_OFFLINE=1 to use the cache alone`,
      { cause },
    ),
  );
}

/** The operating system's own words, which end the innermost message. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException) return "it does not answer";
  if (!(error instanceof Error)) return String(error);
  if (error.cause instanceof Error) return reasonOf(error.cause);
  return error.message.split(": ").at(-1)!;
}
