import { deepStrictEqual } from "node:assert/strict";
import { readJsonl } from "../../lib/text/jsonl.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const read = (path: string) => Array.fromAsync(readJsonl(path));

Deno.test("readJsonl() reads an object a line and skips empty lines", () =>
  withFile(
    "a.jsonl",
    '{"text":"a\\nb","label":1}\n\n{"label":"x"}',
    async (path) => {
      deepStrictEqual(await read(path), [
        { place: "line 1", cells: { text: "a\nb", label: 1 } },
        { place: "line 3", cells: { label: "x" } },
      ]);
    },
  ));

const wrong = [
  ["{text: 1}", "no valid JSON"],
  ["null", "null"],
  ["[1]", "an array"],
  ["7", "a number"],
];
for (const [line, found] of wrong) {
  Deno.test(`readJsonl() throws if a line is ${found}`, () =>
    withFile("a.jsonl", `{}\n${line}\n`, (path) =>
      assertInputError(
        () => read(path),
        `Cannot read "${path}": line 2 is ${found}, expected a JSON object`,
      )));
}
