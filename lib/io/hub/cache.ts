/**
 * The cache of fetched files, in the layout of Python's `huggingface_hub`.
 *
 * @module
 */
import { dirname, join } from "node:path";
import { z } from "zod";
import { writeFileAtomic } from "../atomic.ts";
import { inputError } from "../failure.ts";
import type { Hub } from "./hub.ts";
import { isCommit, type Repository } from "./repository.ts";
import { isSafePath } from "./safe_path.ts";

const fileNames = z.array(z.string().refine(isSafePath));

/**
 * What the cache has of one repository.
 *
 * `refs/<revision>` holds a commit, `snapshots/<commit>/` its files, which are
 * links into `blobs/`. Beyond that layout, `.listings/<commit>.json` holds the
 * names of all files at a commit, so that a complete cache is known as such
 * without asking.
 *
 * @see https://huggingface.co/docs/hub/local-cache
 */
export class RepositoryCache {
  readonly #folder: string;
  readonly #locks: string;

  /**
   * @param hub The hub, and its cache.
   * @param repository The repository, of whatever revision.
   */
  constructor({ cache }: Pick<Hub, "cache">, { kind, name }: Repository) {
    const folder = `${kind}s--${name.replaceAll("/", "--")}`;
    this.#folder = join(cache, folder);
    this.#locks = join(cache, ".locks", folder);
  }

  /** Path of the file that holds the commit of a branch or a tag. */
  ref(revision: string): string {
    return join(this.#folder, "refs", revision);
  }

  /** Path of the folder with the files of a commit. */
  snapshot(commit: string): string {
    return join(this.#folder, "snapshots", commit);
  }

  /** Path of the content that has a hash. */
  blob(etag: string): string {
    return join(this.#folder, "blobs", etag);
  }

  /** Path of the file that is locked while that content is fetched. */
  lock(etag: string): string {
    return join(this.#locks, `${etag}.lock`);
  }

  /** The commit of a revision, as far as the cache knows. */
  async commitOf(revision: string): Promise<string | undefined> {
    if (isCommit(revision)) return revision;
    const commit = (await readIfThere(this.ref(revision)))?.trim() ?? "";
    return isCommit(commit) ? commit : undefined;
  }

  /** Whether a file of a commit is there; a link to nowhere is not. */
  async has(commit: string, name: string): Promise<boolean> {
    try {
      return (await Deno.stat(join(this.snapshot(commit), name))).isFile;
    } catch (error) {
      if (isAbsence(error)) return false;
      throw error;
    }
  }

  /** Paths of the files of a commit that are there. */
  async names(commit: string): Promise<string[]> {
    const found: string[] = [];
    const visit = async (folder: string) => {
      for await (
        const { name, isDirectory } of entries(
          join(this.snapshot(commit), folder),
        )
      ) {
        const path = folder === "" ? name : `${folder}/${name}`;
        if (isDirectory) await visit(path);
        else if (await this.has(commit, path)) found.push(path);
      }
    };
    await visit("");
    return found.sort();
  }

  /** Paths of all files at a commit, if an earlier run was told them. */
  async listing(commit: string): Promise<readonly string[] | undefined> {
    const text = await readIfThere(this.#listing(commit));
    return text === undefined ? undefined : parseNames(text);
  }

  /**
   * Makes the folders that files are fetched into.
   *
   * @throws {Failure} If the cache cannot be written.
   */
  async prepare(): Promise<void> {
    try {
      await Deno.mkdir(this.#locks, { recursive: true });
      await Deno.mkdir(join(this.#folder, "blobs"), { recursive: true });
    } catch (error) {
      if (!isForbidden(error)) throw error;
      throw inputError(
        `Cannot write to the cache "${
          dirname(this.#folder)
        }": permission is denied, expected HF_HUB_CACHE to name a folder that can be written`,
        error,
      );
    }
  }

  /**
   * Remembers what the server told of a revision. A cache that cannot be written
   * is left as it is: what it has stays good without this.
   */
  async remember(
    revision: string,
    { commit, files }: { commit: string; files: readonly string[] },
  ): Promise<void> {
    if (await this.listing(commit) === undefined) {
      await writeIfAllowed(this.#listing(commit), JSON.stringify(files));
    }
    if (await this.commitOf(revision) !== commit) {
      await writeIfAllowed(this.ref(revision), commit);
    }
  }

  #listing(commit: string): string {
    return join(this.#folder, ".listings", `${commit}.json`);
  }
}

async function* entries(folder: string): AsyncGenerator<Deno.DirEntry> {
  try {
    yield* Deno.readDir(folder);
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

/** The names in a listing; undefined if somebody damaged it. */
function parseNames(text: string): readonly string[] | undefined {
  try {
    return fileNames.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

async function writeIfAllowed(path: string, text: string) {
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    if (!isForbidden(error)) throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return error instanceof Deno.errors.NotFound ||
    error instanceof Deno.errors.NotADirectory;
}

/** Whether permission is missing, or the whole disk is read-only. */
function isForbidden(error: unknown): boolean {
  return error instanceof Deno.errors.PermissionDenied ||
    (error instanceof Error && "code" in error && error.code === "EROFS");
}
