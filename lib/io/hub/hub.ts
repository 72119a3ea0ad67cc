/**
 * Where models, adapters and data sets are fetched from and kept.
 *
 * @module
 */
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";
import { inputError } from "../failure.ts";
import { type Screen, stderr } from "../screen.ts";

/** A server in the manner of huggingface.co, and the cache of what it sent. */
export interface Hub {
  /** Address of the server, without a slash at its end. */
  readonly endpoint: string;
  /** Folder of the cache, shared with Python's `huggingface_hub`. */
  readonly cache: string;
  /** Secret that tells the server who asks; absent for anybody. */
  readonly token?: string;
  /** Whether the server is never asked. */
  readonly offline: boolean;
  /** Milliseconds without a byte after which a connection counts as cut. */
  readonly timeout: number;
  /** Where the progress of downloads is shown. */
  readonly screen: Screen;
  /** Waits for so many milliseconds. */
  sleep(milliseconds: number): Promise<void>;
  /** Rings after so many milliseconds, unless it is stopped by what comes back. */
  alarm(milliseconds: number, ring: () => void): () => void;
}

/** Reads a variable of the environment. */
export type Environment = (name: string) => string | undefined;

/** Variables any of which forbids to ask the server. */
const OFFLINE = [
  "HF_HUB_OFFLINE",
  "TRANSFORMERS_OFFLINE",
  "HF_DATASETS_OFFLINE",
];

/** Milliseconds without a byte, as the default. */
const TIMEOUT = 30_000;

/**
 * The hub that the environment names, by Hugging Face's variables: HF_ENDPOINT,
 * HF_HUB_CACHE (or HUGGINGFACE_HUB_CACHE), HF_HOME, XDG_CACHE_HOME, HF_TOKEN,
 * HF_TOKEN_PATH, HF_HUB_OFFLINE, TRANSFORMERS_OFFLINE, HF_DATASETS_OFFLINE.
 * An empty variable counts as absent.
 *
 * @param environment Reads a variable.
 * @returns The hub.
 * @throws {Failure} If the endpoint is no web address or the token not one word.
 * @see https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables
 */
export async function openHub(
  environment: Environment = (name) => Deno.env.get(name),
): Promise<Hub> {
  const get = (name: string) => environment(name)?.trim() || undefined;
  const path = (name: string) => expandHome(get(name));
  const home = path("HF_HOME") ??
    join(path("XDG_CACHE_HOME") ?? join(homedir(), ".cache"), "huggingface");
  const cache = path("HF_HUB_CACHE") ?? path("HUGGINGFACE_HUB_CACHE") ??
    join(home, "hub");
  const token = get("HF_TOKEN") ??
    await readToken(path("HF_TOKEN_PATH") ?? join(home, "token"));
  return {
    endpoint: parseEndpoint(get("HF_ENDPOINT") ?? "https://huggingface.co"),
    cache: isAbsolute(cache) ? cache : resolve(cache),
    ...(token && { token: expectWord(token) }),
    offline: OFFLINE.some((name) => /^(1|on|yes|true)$/i.test(get(name) ?? "")),
    timeout: TIMEOUT,
    screen: stderr,
    sleep: (milliseconds) =>
      new Promise((wake) => setTimeout(wake, milliseconds)),
    alarm: (milliseconds, ring) => {
      const timer = setTimeout(ring, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}

function expandHome(path: string | undefined): string | undefined {
  return path?.replace(/^~(?=$|[/\\])/, homedir());
}

function parseEndpoint(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash) {
    return url.href.replace(/\/+$/, "");
  }
  throw inputError(
    `Cannot use HF_ENDPOINT "${text}": it is no web address, expected one such as https://huggingface.co`,
  );
}

/** The token that `hf auth login` left in a file, if there is one. */
async function readToken(path: string): Promise<string | undefined> {
  try {
    return (await Deno.readTextFile(path)).trim() || undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** Checks a token without repeating it, since it is a secret. */
function expectWord(token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw inputError(
    "Cannot use HF_TOKEN: it has spaces or letters beyond ASCII, expected one word",
  );
}
