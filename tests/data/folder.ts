/**
 * Runs a test with a directory of files that is there only for its time.
 *
 * @param files Contents by path, relative to the directory.
 * @param use The test; it gets the directory.
 */
export async function withFolder(
  files: Readonly<Record<string, string | Uint8Array>>,
  use: (directory: string) => Promise<void>,
) {
  const directory = await Deno.realPath(await Deno.makeTempDir()); // macOS links it
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = `${directory}/${name}`;
      await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), {
        recursive: true,
      });
      const bytes = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      await Deno.writeFile(path, bytes);
    }
    await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** Lines with an end each. */
export function lines(...texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join("");
}
