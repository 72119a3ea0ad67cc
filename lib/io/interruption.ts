import { exitCodes, Failure } from "./failure.ts";

const controller = new AbortController();

let listening = false;

/** What the message says is expected. */
let expected = "";

/**
 * Signal that tells a long loop to save its work and stop.
 *
 * From the first call on, Ctrl-C (SIGINT) and SIGTERM no longer end the process
 * but abort this signal; a second Ctrl-C ends it at once. A loop that looks at
 * the signal saves what it has and calls `throwIfAborted()`: what that throws
 * ends the program with the right exit code. A script that never calls this
 * function ends at the first Ctrl-C as any other program.
 *
 * @param next What the message of a program that is stopped says is expected.
 * @returns The signal; its reason is a `Failure`, "interrupted" after Ctrl-C
 * and "stopped" after SIGTERM.
 *
 * @example
 * ```ts
 * import { interruption } from "./interruption.ts";
 *
 * const signal = interruption();
 * for (let step = 0; step < 3; step++) {
 *   // One unit of work, and its rows are written.
 *   signal.throwIfAborted();
 * }
 * ```
 */
export function interruption(next = "to be started again"): AbortSignal {
  expected = next;
  if (!listening) {
    listening = true;
    Deno.addSignalListener("SIGINT", onInterrupt);
    // Windows has no SIGTERM.
    if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", onStop);
  }
  return controller.signal;
}

function onInterrupt() {
  if (controller.signal.aborted) Deno.exit(exitCodes.interrupted);
  controller.abort(
    new Failure(
      "interrupted",
      `Cannot finish: the run was interrupted, expected ${expected}`,
    ),
  );
}

function onStop() {
  controller.abort(
    new Failure(
      "stopped",
      `Cannot finish: the run was told to stop, expected ${expected}`,
    ),
  );
}
