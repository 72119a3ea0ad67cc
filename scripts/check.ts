/**
 * Every check that a change must pass: format, lint, types and all tests.
 *
 * Not called test.ts: `deno test` would take it for a test and start itself.
 *
 *   deno task test
 *   deno task test tests/ops          only the tests of a folder
 *
 * Prints  the tools' own output, then a line like "214 passed, 0 failed"
 * Exits   with 0 if everything passed, else with 1
 */

const checks = [["fmt", "--check"], ["lint"], ["check"]];

/** Runs Deno with these arguments and shows what it prints. */
async function deno(args: readonly string[]): Promise<
  { ok: boolean; text: string }
> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    stdout: "piped",
  }).spawn();
  let text = "";
  const decoder = new TextDecoder();
  for await (const bytes of child.stdout) {
    await Deno.stdout.write(bytes);
    text += decoder.decode(bytes, { stream: true });
  }
  return { ok: (await child.status).success, text };
}

/** The counts of Deno's closing line "ok | 12 passed | 0 failed | 1 ignored". */
function counts(
  text: string,
): { passed: number; failed: number; skipped: number } {
  const count = (word: string) => {
    // deno-lint-ignore no-control-regex -- colours of the terminal
    const plain = text.replace(/\x1b\[[0-9;]*m/g, "");
    return Number(
      plain.match(new RegExp(`(\\d+) ${word}`, "g"))?.at(-1)?.split(" ")[0] ??
        0,
    );
  };
  return {
    passed: count("passed"),
    failed: count("failed"),
    skipped: count("ignored"),
  };
}

let ok = true;
for (const check of checks) ok = (await deno(check)).ok && ok;
const tests = await deno([
  "test",
  "-A",
  "--doc",
  "--no-check",
  ...Deno.args,
]);
const { passed, failed, skipped } = counts(tests.text);
// A failed check counts as one failed test, so that the last line tells all.
const bad = failed + (ok ? 0 : 1) + (tests.ok || failed > 0 ? 0 : 1);
console.log(
  `\n${passed} passed, ${bad} failed${skipped ? `, ${skipped} skipped` : ""}`,
);
if (bad > 0) Deno.exit(1);
