import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { testParts } from "./test_parts.ts";

const TEST = ["test", "-A", "--no-check"];

/** Paths of so many test files in a folder. */
function filesOf(folder: string, count: number): string[] {
  return Array.from(
    { length: count },
    (_, i) => `tests/${folder}/${String.fromCharCode(97 + i)}_test.ts`,
  );
}

Deno.test("testParts() tests each file once, and all else in the end", () => {
  const files = [
    ...filesOf("math", 3),
    ...filesOf("scripts", 26),
    "tests/mix/methods/a_test.ts",
    "tests/alone_test.ts",
  ];
  const parts = testParts(files);
  const rest = parts.pop();
  deepStrictEqual(rest, [...TEST, "--doc", `--ignore=${files.join(",")}`]);
  for (const part of parts) {
    deepStrictEqual(part.slice(0, 3), TEST);
    ok(part.length > 3 && part.length <= 3 + 12, `${part.length}`);
  }
  deepStrictEqual(
    parts.flatMap((part) => part.slice(3)).sort(),
    files.toSorted(),
  );
});

Deno.test("testParts() starts with the folders that take the longest", () => {
  const files = [...filesOf("figure", 1), ...filesOf("train", 1)];
  const [first, ...others] = testParts([...files, ...filesOf("scripts", 13)]);
  strictEqual(first!.length, 3 + 6);
  deepStrictEqual(others.map((part) => part[3]), [
    "tests/scripts/g_test.ts",
    "tests/train/a_test.ts",
    "tests/figure/a_test.ts",
    "--doc",
  ]);
});
