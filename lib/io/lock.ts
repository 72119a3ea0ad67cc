/**
 * Locks that keep two processes from writing one output.
 *
 * @module
 */
import { dirname } from "node:path";
import { Failure } from "./failure.ts";
import { hiddenBeside } from "./hidden_beside.ts";
import { realPlace } from "./real_place.ts";

/**
 * Keeps other processes from writing an output until the lock is disposed of.
 *
 * It is the system's lock on a hidden file beside the output, so that the end of the
 * process gives it up, however it comes; what a killed one leaves is an empty file
 * that is in nobody's way, another user's either. File systems that know no locks, as
 * some of clusters do, let every process go on.
 *
 * @param path Path of the output, a file or a folder, by whatever links; folders on
 * the way are made.
 * @returns The lock; disposing of it removes its file.
 * @throws {Failure} If another process holds the lock: "stopped", since it may be
 * tried again, as schedulers do where the lock of a lost machine outlives it a while.
 *
 * @example
 * ```ts
 * import { lockOutput } from "./lock.ts";
 *
 * const path = await Deno.makeTempFile();
 * using _ = await lockOutput(path);
 * ```
 */
export async function lockOutput(path: string): Promise<Disposable> {
  const place = hiddenBeside(await realPlace(path), "lock");
  await Deno.mkdir(dirname(place), { recursive: true });
  for (;;) {
    const file = await opened(place);
    if (!await isLocked(file)) {
      file.close();
      throw new Failure(
        "stopped",
        `Cannot write "${path}": another process is writing it, expected its end or another name`,
      );
    }
    if (await isAt(place, file)) return new Lock(place, file);
    file.close(); // its last holder removed it before it was locked
  }
}

/** A lock that is held. */
class Lock implements Disposable {
  #place: string;
  #file: Deno.FsFile;

  constructor(place: string, file: Deno.FsFile) {
    this.#place = place;
    this.#file = file;
  }

  [Symbol.dispose](): void {
    try {
      Deno.removeSync(this.#place);
    } catch {
      // The folder may be gone, and an empty file that stays harms nobody.
    }
    this.#file.close();
  }
}

/** Opens the file of a lock, which another user may have left. */
async function opened(place: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(place, { create: true, write: true });
  } catch (error) {
    if (!(error instanceof Deno.errors.PermissionDenied)) throw error;
    return await Deno.open(place).catch(() => {
      throw error;
    });
  }
}

/** Locks a file; false if another process has it. */
async function isLocked(file: Deno.FsFile): Promise<boolean> {
  try {
    return await file.tryLock(true);
  } catch (error) {
    const { code = "" } = error as { code?: string };
    const unknown = error instanceof Deno.errors.NotSupported;
    if (unknown || NO_LOCKS.includes(code)) return true;
    file.close();
    throw error;
  }
}

/** What systems say where a disk has no locks, or none on files opened for reading. */
const NO_LOCKS = ["ENOLCK", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "EBADF"];

/** Whether a path still leads to an open file. */
async function isAt(path: string, file: Deno.FsFile): Promise<boolean> {
  const there = await Deno.stat(path).catch(() => undefined);
  return there?.ino === (await file.stat()).ino;
}
