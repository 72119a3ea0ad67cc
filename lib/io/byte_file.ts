import { type Failure, inputError } from "./failure.ts";

/** Words a failure: what a file is, and what it should be. */
export type Problem = (
  found: string,
  expected: string,
  cause?: unknown,
) => Failure;

/** A file whose bytes are read by their place, never beyond its end. */
export class ByteFile implements Disposable {
  private constructor(
    readonly path: string,
    /** Bytes in the file. */
    readonly size: number,
    private readonly file: Deno.FsFile,
  ) {}

  /**
   * Opens a file.
   *
   * @param path Path of the file.
   * @param expected What it should be, for errors, e.g. `a safetensors file`.
   * @throws {Failure} If there is no such file, or it is something else.
   */
  static async open(path: string, expected: string): Promise<ByteFile> {
    try {
      // Asked before it is opened: opening a pipe would wait for its writer.
      const { size, isFile } = await Deno.stat(path);
      if (isFile) return new ByteFile(path, size, await Deno.open(path));
    } catch (cause) {
      if (!(cause instanceof Deno.errors.NotFound)) throw cause;
      throw inputError(
        `Cannot read "${path}": there is no such file, expected ${expected}`,
        cause,
      );
    }
    throw inputError(
      `Cannot read "${path}": it is not a file, expected ${expected}`,
    );
  }

  /** Words a failure to read this file. */
  readonly problem: Problem = (found, expected, cause) =>
    inputError(
      `Cannot read "${this.path}": ${found}, expected ${expected}`,
      cause,
    );

  /**
   * Reads bytes.
   *
   * @param from Place of the first.
   * @param count How many.
   * @throws {RangeError} If they are not all within the file.
   * @throws {Failure} If the file was shortened since it was opened.
   */
  async read(from: number, count: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!(from >= 0 && count >= 0 && from + count <= this.size)) {
      throw new RangeError(
        `Cannot read bytes ${from} to ${
          from + count
        } of "${this.path}": it has ${this.size}, expected a place within it`,
      );
    }
    const bytes = new Uint8Array(count);
    await this.file.seek(from, Deno.SeekMode.Start);
    for (let done = 0; done < count;) {
      const read = await this.file.read(bytes.subarray(done));
      if (read === null) {
        throw this.problem(
          `it ended ${count - done} bytes early`,
          "it to stay as it was",
        );
      }
      done += read;
    }
    return bytes;
  }

  /** Closes the file. */
  [Symbol.dispose]() {
    this.file.close();
  }
}
