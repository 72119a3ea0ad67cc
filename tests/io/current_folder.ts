/**
 * Does something in another current folder.
 *
 * @param folder The folder.
 * @param work What to do; no other test may run meanwhile.
 */
export async function inFolder(
  folder: string,
  work: () => Promise<void>,
): Promise<void> {
  const before = Deno.cwd();
  Deno.chdir(folder);
  try {
    await work();
  } finally {
    Deno.chdir(before);
  }
}
