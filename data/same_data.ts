import { isAbsolute, resolve } from "node:path";
import type { Origin } from "../lib/adapter/origin.ts";
import { realPlace } from "../lib/io/real_place.ts";
import { digestTexts } from "./digest_texts.ts";
import { isFile } from "./names.ts";
import { realName } from "./read_dataset.ts";

/**
 * Compares a place of data with places in adapters' files.
 *
 * @param place Name, file or directory, as a user writes it.
 * @returns Tells whether an adapter's data are those at the place: by name, by
 * whatever path leads there, and of a file that was moved or copied by its texts,
 * which are read once at most.
 */
export function sameData(place: string): (origin: Origin) => Promise<boolean> {
  let read: Promise<string> | undefined;
  return async ({ place: stored, texts }) => {
    const known = realName(stored);
    if (stored === place) return true;
    if (known !== undefined && known === realName(place)) return true;
    const path = isAbsolute(stored) || isFile(stored);
    if (path && await leadsTo(stored) === await leadsTo(place)) return true;
    if (texts === undefined || !isFile(place)) return false;
    read ??= digestTexts(place);
    return await read === texts;
  };
}

/** Where a path leads, as far as it may be followed: it may be another user's. */
async function leadsTo(path: string): Promise<string> {
  return await realPlace(path).catch(() => resolve(path));
}
