/**
 * Whether a file or folder is there.
 *
 * @param path Its path; a link counts, wherever it points.
 * @returns False if there is nothing of that name.
 * @throws {Error} If that cannot be told, e.g. for want of permission.
 */
export async function isThere(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
