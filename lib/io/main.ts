import { exitCodes, Failure, inputError } from "./failure.ts";
import { jsonLine } from "./json_line.ts";
import { stderr } from "./screen.ts";
import { HelpRequest } from "./usage.ts";

/** How a script ended. */
export interface Ending {
  readonly code: number;
  /** What goes to stdout, with its newline. */
  readonly stdout?: string;
  /** What went wrong: a line, or several with a stack. */
  readonly error?: string;
}

/**
 * Runs a script: prints its summary as one JSON line on stdout, or its error on
 * stderr, and ends the process with the exit code that fits.
 *
 * @param run The script; it reads its options inside, so that their errors and
 * `--help` are handled here. What it returns is the summary.
 * @returns Nothing, once a script that succeeded has printed its summary.
 */
export async function main(run: () => Promise<object | void>): Promise<void> {
  const { code, stdout, error } = await ending(run);
  stderr.keep(); // a progress bar that was cut short stays as it is
  if (error !== undefined) {
    const colored = stderr.output.terminal && !Deno.noColor;
    stderr.log(colored ? `\x1b[31merror:\x1b[0m ${error}` : `error: ${error}`);
  }
  if (stdout !== undefined) console.log(stdout);
  if (code !== exitCodes.done) Deno.exit(code);
}

/**
 * Runs a script and says how it ended.
 *
 * @param run The script.
 * @returns Exit code and texts; nothing is printed.
 */
export async function ending(
  run: () => Promise<object | void>,
): Promise<Ending> {
  try {
    const summary = await run();
    return summary
      ? { code: exitCodes.done, stdout: jsonLine(summary, "the summary") }
      : { code: exitCodes.done };
  } catch (error) {
    if (error instanceof HelpRequest) {
      return { code: exitCodes.done, stdout: error.usage.trimEnd() };
    }
    const failure = asFailure(error);
    if (failure) {
      return { code: exitCodes[failure.kind], error: failure.message };
    }
    return {
      code: exitCodes.failure,
      error: error instanceof Error
        ? error.stack ?? String(error)
        : String(error),
    };
  }
}

/** What the file system refused, and what it should have been. */
const REFUSALS = [
  [Deno.errors.NotFound, "there is no such file or folder", "one"],
  [Deno.errors.PermissionDenied, "permission is denied", "access to it"],
  [Deno.errors.IsADirectory, "it is a folder", "a file"],
  [Deno.errors.NotADirectory, "a part of it is a file", "a folder"],
  [Deno.errors.AlreadyExists, "it exists", "a new name"],
] as const;

/** What the disk refused, by the system's name of it, and what it should have. */
const LACKS: Readonly<Record<string, readonly [string, string]>> = {
  ENOSPC: ["no space is left on the disk", "free space"],
  EDQUOT: ["the quota of the disk is used up", "free space"],
  EROFS: ["the disk is read-only", "one to write to"],
};

function asFailure(error: unknown): Failure | undefined {
  if (error instanceof Failure) return error;
  const lack = LACKS[(error as { code?: string } | undefined)?.code ?? ""];
  if (lack) {
    const [problem, expected] = lack;
    return new Failure(
      "failure",
      `Cannot write a file: ${problem}, expected ${expected}`,
      { cause: error },
    );
  }
  for (const [kind, problem, expected] of REFUSALS) {
    if (!(error instanceof kind)) continue;
    // Deno ends its message with what it did: "open 'path'".
    const paths = error.message.match(/'.*'$/)?.[0].replaceAll("'", '"');
    return inputError(
      `Cannot use ${paths ?? "a file"}: ${problem}, expected ${expected}`,
      error,
    );
  }
  return undefined;
}
