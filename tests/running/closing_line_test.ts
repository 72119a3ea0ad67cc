import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { closingLine, withoutColours } from "./closing_line.ts";

Deno.test("closingLine() counts what passed, failed and was skipped", () => {
  const counts = (line: string) => closingLine(`some output\n\n${line}\n\n`);
  deepStrictEqual(counts("ok | 12 passed | 0 failed (4s)"), {
    passed: 12,
    failed: 0,
    skipped: 0,
  });
  deepStrictEqual(
    counts(
      "FAILED | 3 passed (7 steps) | 2 failed (1 step) | 1 ignored | 5 filtered out (9ms)",
    ),
    { passed: 3, failed: 2, skipped: 1 },
  );
});

Deno.test("closingLine() reads the last line of its form and no other", () => {
  const text = "ok | 1 passed | 0 failed (1s)\nok | 2 passed | 0 failed (1s)\n";
  strictEqual(closingLine(text)?.passed, 2);
  strictEqual(closingLine("says: 7 passed, 1 failed\n"), undefined);
  strictEqual(closingLine(""), undefined);
});

Deno.test("withoutColours() leaves the text alone", () => {
  strictEqual(
    withoutColours("\x1b[0m\x1b[38;5;245mrunning [1m]\x1b[0m"),
    "running [1m]",
  );
});
