import { deepStrictEqual } from "node:assert/strict";
import { readTsv } from "../../lib/text/tsv.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const read = (path: string) => Array.fromAsync(readTsv(path));

Deno.test("readTsv() leaves quotes as they are", () =>
  withFile(
    "a.tsv",
    'sentence\tlabel\n"so, so\t0\n\nit \'s "new" \t1\n',
    async (path) => {
      deepStrictEqual(await read(path), [
        { place: "line 2", cells: { sentence: '"so, so', label: "0" } },
        { place: "line 4", cells: { sentence: 'it \'s "new" ', label: "1" } },
      ]);
    },
  ));

Deno.test("readTsv() throws if a line has too many columns", () =>
  withFile("a.tsv", "text\tlabel\ngood\t1\t2\n", (path) =>
    assertInputError(
      () => read(path),
      `Cannot read "${path}": line 2 has 3 columns, expected 2 as in the header`,
    )));

Deno.test("readTsv() leaves out short lines on request, but not long ones", () =>
  withFile("a.tsv", "a\tb\n1\t2\nbroken\n3\t4\n", async (path) => {
    await assertInputError(
      () => read(path),
      `Cannot read "${path}": line 3 has 1 columns, expected 2 as in the header`,
    );
    const rows = await Array.fromAsync(readTsv(path, { short: "skip" }));
    deepStrictEqual(rows.map(({ place }) => place), ["line 2", "line 4"]);
  }));

Deno.test("readTsv() throws if two columns have one name", () =>
  withFile("a.tsv", "text\tlabel\ttext\na\t1\tb\n", (path) =>
    assertInputError(
      () => read(path),
      `Cannot read "${path}": two of its columns are called "text", expected different names`,
    )));
