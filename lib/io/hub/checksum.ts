import { createHash } from "node:crypto";

/**
 * Hash of a file as a hub names it.
 *
 * @param path Path of the file.
 * @param size Its bytes.
 * @param digits 64 for SHA-256, as of large files; 40 for SHA-1 as Git computes
 * it, over the bytes after a line of their number.
 * @returns So many hexadecimal digits.
 * @see https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
 */
export async function checksum(
  path: string,
  size: number,
  digits: number,
): Promise<string> {
  const hash = createHash(digits === 64 ? "sha256" : "sha1");
  if (digits !== 64) hash.update(`blob ${size}\0`);
  using file = await Deno.open(path);
  const buffer = new Uint8Array(2 ** 20);
  for (let count; (count = await file.read(buffer)) !== null;) {
    hash.update(buffer.subarray(0, count));
  }
  return hash.digest("hex");
}
