/**
 * Every check that a change must pass: format, lint, types and all tests.
 *
 * Not called test.ts: `deno test` would take it for a test and start itself.
 *
 *   deno task test
 *   deno task test tests/ops          only the tests of a folder
 *
 * All tests run in several processes at a time, as most of them use one core.
 *
 * Prints  the tools' own output, what failed, then a line like "214 passed, 0 failed"
 * Exits   with 0 if everything passed, else with 1
 */
import { runParts } from "../tests/running/run_parts.ts";
import { testParts } from "../tests/running/test_parts.ts";
import { verdict } from "../tests/running/verdict.ts";

/** Most processes at a time: each has a device and some hundred MiB of its own. */
const MOST_AT_ONCE = 4;

/** Paths of the test files in the folders of a folder. */
function testFiles(folder: string): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory
      ? testFiles(`${folder}/${name}`)
      : name.endsWith("_test.ts")
      ? [`${folder}/${name}`]
      : []
  );
}

// `deno task test -- tests/ops` hands the two dashes on.
const args = Deno.args[0] === "--" ? Deno.args.slice(1) : Deno.args;
const tests = args.length > 0
  ? [["test", "-A", "--doc", "--no-check", ...args]]
  : testParts(testFiles("tests"));
const stdout = Deno.stdout.writable.getWriter();
const show = (bytes: Uint8Array) => stdout.write(bytes);
// Else all that start together find packages missing, and install them at one time.
const first = await runParts([["install"]], { atOnce: 1, show });
const runs = await runParts(
  [["fmt", "--check"], ["lint"], ["check"], ...tests],
  { atOnce: Math.min(navigator.hardwareConcurrency, MOST_AT_ONCE), show },
);
const { ok, text } = verdict([...first, ...runs]);
console.log(text);
if (!ok) Deno.exit(1);
