/**
 * Ends of the program that its user can do something about.
 *
 * @module
 */

/** What the process tells its caller when it ends; the names are ours. */
export const exitCodes = {
  done: 0,
  failure: 1,
  input: 2,
  offline: 3,
  noGpu: 4,
  deviceLost: 5,
  stopped: 75,
  interrupted: 130,
} as const;

/**
 * An error whose message is written for the user, with the exit code to use.
 *
 * The message reads `Cannot <do> <what>: <what is>, expected <what should be>`.
 */
export class Failure extends Error {
  override readonly name = "Failure";

  /**
   * @param kind What went wrong, as a name of {@linkcode exitCodes}.
   * @param message One sentence without a full stop.
   * @param options The error that caused this one, if any.
   */
  constructor(
    readonly kind: keyof typeof exitCodes,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A failure of what the user gave: a flag, a file, a label. */
export function inputError(message: string, cause?: unknown): Failure {
  return new Failure("input", message, cause === undefined ? {} : { cause });
}
