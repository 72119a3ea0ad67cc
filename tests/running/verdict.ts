/**
 * What several runs of Deno say together.
 *
 * @module
 */
import { closingLine, withoutColours } from "./closing_line.ts";
import type { Ended } from "./run_parts.ts";

/** What the runs say together. */
export interface Verdict {
  /** Whether all is well. */
  readonly ok: boolean;
  /** Names of what failed, then a line such as "214 passed, 0 failed". */
  readonly text: string;
}

/**
 * Adds up how runs of Deno ended.
 *
 * A check that fails counts as a failed test, and so does a run of tests that
 * fails without a failed test or ends without a count: the last line tells all.
 *
 * @param runs How the runs ended: those of tests, and of other checks.
 */
export function verdict(runs: readonly Ended[]): Verdict {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const names: string[] = [];
  for (const run of runs) {
    const text = withoutColours(run.text);
    const counts = run.args[0] === "test" ? closingLine(text) : undefined;
    const failed = counts?.failed ?? 0;
    const isWell = run.ok && (counts !== undefined || run.args[0] !== "test");
    sum.passed += counts?.passed ?? 0;
    sum.failed += failed + (isWell || failed > 0 ? 0 : 1);
    sum.skipped += counts?.skipped ?? 0;
    if (!isWell) names.push(...namesOfFailed(text, run.args));
  }
  const skipped = sum.skipped ? `, ${sum.skipped} skipped` : "";
  const closing = `${sum.passed} passed, ${sum.failed} failed${skipped}`;
  const lines = names.map((name) => `failed: ${name}\n`);
  return { ok: sum.failed === 0, text: `\n${lines.join("")}${closing}` };
}

/** Failed tests with their places, or the whole command if it names none. */
function namesOfFailed(text: string, args: readonly string[]): string[] {
  const places = text.match(/^\S.* => \S+:\d+:\d+$/gm) ?? [];
  return places.length > 0
    ? [...new Set(places)]
    : [["deno", ...args].join(" ")];
}
