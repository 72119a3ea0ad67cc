/**
 * Does something that only one process may do at a time.
 *
 * The lock is the one that Python's `filelock` takes, so that Python's programs
 * wait for ours and ours for them; it ends with the process that holds it.
 *
 * @param path Path of the file to lock, in a folder that is there; it stays.
 * @param work What to do.
 * @returns What the work returned.
 */
export async function withLock<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T> {
  using file = await Deno.open(path, { write: true, create: true });
  await file.lock(true);
  try {
    return await work();
  } finally {
    await file.unlock();
  }
}
