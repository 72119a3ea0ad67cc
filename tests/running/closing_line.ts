/**
 * What the last line of `deno test` says.
 *
 * @module
 */

/** How many tests ended in which way. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** "ok | 12 passed (3 steps) | 0 failed | 1 ignored | 2 filtered out (4s)" */
const CLOSING =
  /^(?:ok|FAILED) \| (\d+) passed[^|\n]*\| (\d+) failed[^|\n]*(?:\| (\d+) ignored)?/gm;

/**
 * A text without the colours of the terminal.
 *
 * @param text What a program printed.
 */
export function withoutColours(text: string): string {
  // deno-lint-ignore no-control-regex -- colours start with this character
  return text.replace(/\x1b\[[0-9;]*m/g, "");
}

/**
 * Reads the counts of Deno's closing line.
 *
 * @param text All that `deno test` printed, without colours.
 * @returns The counts, or nothing if there is no closing line: it did not end well.
 */
export function closingLine(text: string): Counts | undefined {
  const [, passed, failed, skipped = 0] = [...text.matchAll(CLOSING)].at(-1) ??
    [];
  if (passed === undefined) return undefined;
  return {
    passed: Number(passed),
    failed: Number(failed),
    skipped: Number(skipped),
  };
}
