import { inputError } from "../io/failure.ts";

/**
 * Opens a file that the user named.
 *
 * @param path File to read.
 * @returns The open file; reading its stream to the end closes it.
 * @throws {Failure} If there is no such file.
 */
export async function openFile(path: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw inputError(
      `Cannot read "${path}": there is no such file, expected an existing one`,
      cause,
    );
  }
}
