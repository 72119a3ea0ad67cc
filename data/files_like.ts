/**
 * Finds the files whose path fits a pattern.
 *
 * @param directory Directory to look in.
 * @param pattern Path relative to it; `*` stands for any part of one name.
 * @returns The paths that are there, with the directory, in alphabetical order.
 */
export async function filesLike(
  directory: string,
  pattern: string,
): Promise<string[]> {
  const [first = "", ...rest] = pattern.split("/");
  const paths: string[] = [];
  for (const { name, isDirectory } of await entries(directory)) {
    if (!pathPattern([first]).test(name)) continue;
    const path = `${directory}/${name}`;
    if (rest.length === 0) paths.push(...(isDirectory ? [] : [path]));
    else paths.push(...await filesLike(path, rest.join("/")));
  }
  return paths;
}

/**
 * The regular expression of the paths that fit any of some patterns.
 *
 * @param patterns Patterns of {@linkcode filesLike}.
 */
export function pathPattern(patterns: readonly string[]): RegExp {
  const sources = patterns.map((pattern) =>
    pattern.split("*").map((part) => RegExp.escape(part)).join("[^/]*")
  );
  return new RegExp(`^(${sources.join("|")})$`);
}

/** What is in a directory, by name; nothing if it is none. */
async function entries(directory: string): Promise<Deno.DirEntry[]> {
  try {
    const found = await Array.fromAsync(Deno.readDir(directory));
    return found.sort((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    const none = error instanceof Deno.errors.NotFound ||
      error instanceof Deno.errors.NotADirectory;
    if (none) return [];
    throw error;
  }
}
