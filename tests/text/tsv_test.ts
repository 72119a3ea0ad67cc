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
