/**
 * Second chances for what may work a moment later.
 *
 * @module
 */
import type { Failure } from "../failure.ts";
import type { Hub } from "./hub.ts";

/** Tries before giving up. */
const TRIES = 4;

/** Milliseconds before the second try; each later pause is twice as long. */
const PAUSE = 1000;

/** Longest pause in milliseconds that a server is granted. */
const LONGEST = 120_000;

/** How a try failed. */
export interface TransientOptions {
  /** Milliseconds that the server asks to wait. */
  wait?: number | undefined;
  /** Whether the try got further than the one before. */
  progressed?: boolean;
}

/** A failure of one try, which another may get over. */
export class Transient extends Error {
  override readonly name = "Transient";
  /** Milliseconds that the server asks to wait. */
  readonly wait: number | undefined;
  /** Whether the try got further than the one before. */
  readonly progressed: boolean;

  /**
   * @param failure What the user is told once it is given up.
   * @param options What the next try should know.
   */
  constructor(
    readonly failure: Failure,
    { wait, progressed = false }: TransientOptions = {},
  ) {
    super(failure.message, { cause: failure });
    this.wait = wait;
    this.progressed = progressed;
  }
}

/**
 * Does something up to four times, with pauses of one, two and four seconds or
 * those that the server asks for. A try that got further counts as the first.
 *
 * @param hub Whose clock to wait by.
 * @param work What to do; a {@linkcode Transient} asks for another try.
 * @returns What the work returned.
 * @throws {Failure} That of the last try, or of the first if the server asks
 * for more than two minutes.
 */
export async function retry<T>(
  { sleep }: Pick<Hub, "sleep">,
  work: () => Promise<T>,
): Promise<T> {
  for (let failed = 0;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      failed = error.progressed ? 1 : failed + 1;
      const wait = error.wait ?? PAUSE * 2 ** (failed - 1);
      if (failed === TRIES || wait > LONGEST) throw error.failure;
      await sleep(wait);
    }
  }
}
