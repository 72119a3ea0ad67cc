/**
 * Where a path leads.
 *
 * @module
 */
import { basename, dirname, isAbsolute, join } from "node:path";

/**
 * Follows the links of a path, so that each place has one name.
 *
 * @param path Path of a file or a folder, which need not be there: the folders on
 * the way that are there are followed, and links to what is not there yet, too.
 * @returns The place, from the root on and without links.
 */
export async function realPlace(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  const folder = await realPlace(dirname(path));
  const place = join(folder, basename(path));
  const target = await Deno.readLink(place).catch(() => undefined);
  if (target === undefined) return place;
  return await realPlace(isAbsolute(target) ? target : join(folder, target));
}
