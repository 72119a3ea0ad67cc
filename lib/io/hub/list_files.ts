import { z } from "zod";
import { Failure } from "../failure.ts";
import { listingAddress } from "./addresses.ts";
import type { Hub } from "./hub.ts";
import { received } from "./received.ts";
import { refusal } from "./refusal.ts";
import { type Repository, spell } from "./repository.ts";
import { retry } from "./retry.ts";
import { isSafePath } from "./safe_path.ts";
import { send } from "./send.ts";
import { Stall } from "./stall.ts";

/** Most letters of a list: about 300,000 files. */
const MOST_LETTERS = 32 * 2 ** 20;

/** What a repository has at one commit. */
export interface Listing {
  /** The commit, 40 hexadecimal digits. */
  readonly commit: string;
  /** Paths of its files. */
  readonly files: readonly string[];
}

const answer = z.looseObject({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  siblings: z.array(z.looseObject({ rfilename: z.string() })),
});

/**
 * Asks a hub for the commit and the files of a repository's revision.
 *
 * @param hub The hub.
 * @param repository The repository.
 * @returns The list; every path in it stays inside of a folder.
 * @throws {Failure} If the hub does not answer, refuses, or sends something else.
 */
export async function listFiles(
  hub: Hub,
  repository: Repository,
): Promise<Listing> {
  const about = spell(repository);
  const url = listingAddress(hub, repository);
  const text = await retry(hub, () => readText(hub, url, about));
  const { success, data } = answer.safeParse(parsed(text));
  if (!success) {
    throw new Failure(
      "failure",
      `Cannot fetch ${about}: ${hub.endpoint} sends no list of its files, expected JSON with "sha" and "siblings"`,
    );
  }
  const files = data.siblings.map(({ rfilename }) => rfilename);
  const hostile = files.find((file) => !isSafePath(file));
  if (hostile !== undefined) {
    throw new Failure(
      "failure",
      `Cannot fetch ${about}: it lists a file ${
        JSON.stringify(hostile)
      }, expected names inside of the repository`,
    );
  }
  return { commit: data.sha, files };
}

/** Reads an answer as text, as long as it is no longer than allowed. */
async function readText(hub: Hub, url: string, about: string): Promise<string> {
  using stall = new Stall(hub);
  const { signal } = stall;
  const { response } = await send(hub, { method: "GET", url, about, signal });
  if (response.status !== 200) {
    await response.body?.cancel();
    throw refusal(hub, response, about);
  }
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of received(response, { stall, about })) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > MOST_LETTERS) {
      throw new Failure(
        "failure",
        `Cannot fetch ${about}: ${hub.endpoint} sends an endless list of its files, expected at most ${MOST_LETTERS} letters`,
      );
    }
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
