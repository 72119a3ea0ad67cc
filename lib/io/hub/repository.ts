/**
 * Names of repositories on a hub.
 *
 * @module
 */
import { isSafePath } from "./safe_path.ts";

/** What a repository is for the hub, which decides where it is; adapters are models. */
export type RepositoryKind = "model" | "dataset";

/** A repository at one revision. */
export interface Repository {
  readonly kind: RepositoryKind;
  /** What is wanted of it, as errors name it, where that is not its kind. */
  readonly holds?: "adapter";
  /** "owner/name", or "name" alone for the oldest ones. */
  readonly name: string;
  /** A branch, a tag, or a commit of 40 hexadecimal digits. */
  readonly revision: string;
}

/** A part of a name, between slashes. */
const PART = /^\w([\w.-]*\w)?$/;

/** Most letters of a name, and of each of its parts. */
const LONGEST = 96;

/**
 * Takes a name and its revision apart.
 *
 * @param text "owner/name" or "name", and perhaps "@revision".
 * @param kind What the repository would hold.
 * @returns The repository at its revision, "main" by default; undefined if this
 * is no repository's name, and so perhaps a path.
 */
export function parseRepository(
  text: string,
  kind: RepositoryKind,
): Repository | undefined {
  const [name = "", ...rest] = text.split("@");
  const revision = rest.length === 0 ? "main" : rest.join("@");
  if (!isName(name) || !isRevision(revision)) return undefined;
  return { kind, name, revision };
}

/** Whether a revision is a commit, whose files never change. */
export function isCommit(revision: string): boolean {
  return /^[0-9a-f]{40}$/.test(revision);
}

/** A repository as an error names it, e.g. `model "owner/name@v1"`. */
export function spell({ kind, holds, name, revision }: Repository): string {
  const at = revision === "main" ? "" : `@${revision}`;
  const what = holds ?? (kind === "dataset" ? "data set" : kind);
  return `${what} "${name}${at}"`;
}

function isName(name: string): boolean {
  const parts = name.split("/");
  return parts.length <= 2 && name.length <= LONGEST &&
    !/--|\.\./.test(name) && parts.every((part) => PART.test(part));
}

/** What Git allows as a name of a branch or a tag, as far as it matters here. */
function isRevision(revision: string): boolean {
  return /^[\w.+/-]{1,255}$/.test(revision) && isSafePath(revision) &&
    !/^-|\.\.|\.lock$/.test(revision);
}
