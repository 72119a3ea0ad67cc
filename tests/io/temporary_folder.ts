/**
 * Runs a test in a folder that is removed afterwards.
 *
 * @param test What to run; it is given the folder's path.
 */
export async function inTemporaryFolder(
  test: (folder: string) => Promise<void>,
): Promise<void> {
  const made = await Deno.makeTempDir({ prefix: "mixology-" });
  const folder = await Deno.realPath(made);
  try {
    await test(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Names of what lies in a folder, sorted. */
export function namesIn(folder: string): string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}
