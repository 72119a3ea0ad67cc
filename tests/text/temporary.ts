/**
 * Runs a test with a file that is there only for its time.
 *
 * @param name Name of the file, for its format.
 * @param content What is in it.
 * @param use The test; it gets the path.
 */
export async function withFile(
  name: string,
  content: string | Uint8Array,
  use: (path: string) => Promise<void>,
) {
  const directory = await Deno.makeTempDir();
  const path = `${directory}/${name}`;
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  try {
    await Deno.writeFile(path, bytes);
    await use(path);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
