import { deepStrictEqual } from "node:assert/strict";
import { readNamed } from "../../lib/text/read_named.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

Deno.test("readNamed() learns the names of the classes", () =>
  withFile(
    "a.csv",
    "text,label\na,sports\nb,business\nc,sports\n",
    async (path) => {
      deepStrictEqual(await readNamed(path), {
        labels: ["business", "sports"],
        examples: [
          { text: "a", label: 1 },
          { text: "b", label: 0 },
          { text: "c", label: 1 },
        ],
      });
    },
  ));

Deno.test("readNamed() takes whole numbers for indices", () =>
  withFile(
    "a.jsonl",
    '{"text":"a","label":2}\n{"text":"b","label":"0"}\n',
    async (path) => {
      deepStrictEqual(await readNamed(path), {
        labels: undefined,
        examples: [{ text: "a", label: 2 }, { text: "b", label: 0 }],
      });
    },
  ));

Deno.test("readNamed() wants whole numbers after one", () =>
  withFile("a.csv", "text,label\na,1\nb,good\n", (path) =>
    assertInputError(
      () => readNamed(path),
      `Cannot read "${path}": line 3 has label "good", expected a whole number from 0`,
    )));

Deno.test("readNamed() refuses an empty name", () =>
  withFile("a.csv", "text,label\na,good\nb,\n", (path) =>
    assertInputError(
      () => readNamed(path),
      `Cannot read "${path}": line 3 has label "", expected the name of a class`,
    )));

Deno.test("readNamed() throws if a file has no rows or no columns", async () => {
  await withFile("a.csv", "text,label\n", (path) =>
    assertInputError(
      () => readNamed(path),
      `Cannot read "${path}": it has no rows, expected some`,
    ));
  await withFile("a.csv", "tweet,label\na,1\n", (path) =>
    assertInputError(
      () => readNamed(path),
      `Cannot read "${path}": its columns are tweet, label, expected text and label among them`,
    ));
});
