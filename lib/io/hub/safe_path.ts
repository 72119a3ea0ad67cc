/**
 * Whether a path that somebody else made up stays inside of the folder that it
 * is joined to, on every system.
 *
 * @param path The path, with "/" between its parts.
 * @returns False if a part is empty, "." or "..", or has a backslash, a colon (a
 * drive or a stream on Windows) or a control character.
 */
export function isSafePath(path: string): boolean {
  return path.length <= 1024 &&
    path.split("/").every((part) =>
      part !== "" && part !== "." && part !== ".." &&
      // deno-lint-ignore no-control-regex -- a zero byte ends a path
      !/[\\:\x00-\x1f\x7f]/.test(part)
    );
}
