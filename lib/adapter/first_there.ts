/**
 * The one of several files of the same weights that is read.
 *
 * @param has Whether a directory has a file of a name.
 * @param names Names of the files, the best one first.
 * @returns The first one that is there, or the best one's name if none is.
 */
export function firstThere(
  has: (name: string) => boolean,
  names: readonly [string, ...string[]],
): string {
  return names.find(has) ?? names[0];
}
