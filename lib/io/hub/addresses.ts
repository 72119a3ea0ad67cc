/**
 * Addresses of a hub's repositories.
 *
 * @module
 */
import type { Hub } from "./hub.ts";
import type { Repository } from "./repository.ts";

/** Where a hub tells the commit and the files of a revision. */
export function listingAddress(
  { endpoint }: Hub,
  { kind, name, revision }: Repository,
): string {
  const at = encodeURIComponent(revision);
  return `${endpoint}/api/${kind}s/${name}/revision/${at}`;
}

/**
 * Where a hub has a file.
 *
 * @param hub The hub.
 * @param repository The repository at its commit.
 * @param file Path of the file in the repository.
 */
export function fileAddress(
  { endpoint }: Hub,
  { kind, name, revision }: Repository,
  file: string,
): string {
  const folder = kind === "dataset" ? "datasets/" : "";
  const at = encodeURIComponent(revision);
  const path = file.split("/").map(encodeURIComponent).join("/");
  return `${endpoint}/${folder}${name}/resolve/${at}/${path}`;
}
