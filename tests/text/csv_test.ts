import { deepStrictEqual } from "node:assert/strict";
import { readCsv } from "../../lib/text/csv.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const read = (path: string) => Array.fromAsync(readCsv(path));

Deno.test("readCsv() reads quoted cells with commas, quotes and line ends", () =>
  withFile(
    "a.csv",
    '\uFEFFtext,label\r\n"so, so",0\r\n\r\n"a ""new"" film\nof two lines",1\r\nlast,2\r\n',
    async (path) => {
      deepStrictEqual(
        (await read(path)).map(({ place, cells }) => [place, { ...cells }]),
        [
          ["line 2", { text: "so, so", label: "0" }],
          ["line 5", { text: 'a "new" film\nof two lines', label: "1" }],
          ["line 6", { text: "last", label: "2" }],
        ],
      );
    },
  ));

Deno.test("readCsv() yields nothing from an empty file", () =>
  withFile("a.csv", "", async (path) => {
    deepStrictEqual(await read(path), []);
  }));

Deno.test("readCsv() throws if a line has too few columns", () =>
  withFile("a.csv", "text,label\ngood,1\nbad\n", (path) =>
    assertInputError(
      () => read(path),
      `Cannot read "${path}": line 3 has 1 columns, expected 2 as in the header`,
    )));

Deno.test("readCsv() throws if a quote is not closed", () =>
  withFile("a.csv", 'text,label\n"good,1\nbad,0\n', (path) =>
    assertInputError(
      () => read(path),
      `Cannot read "${path}": line 3 ends the file within quotes, expected a closing quote`,
    )));

Deno.test("readCsv() throws if a quote is in the middle of a cell", () =>
  withFile("a.csv", 'text,label\na "good" film,1\n', (path) =>
    assertInputError(
      () => read(path),
      `Cannot read "${path}": line 2 has misplaced quotes in column text, expected them around the whole cell`,
    )));

Deno.test("readCsv() throws if the file is missing", () =>
  assertInputError(
    () => read("missing.csv"),
    'Cannot read "missing.csv": there is no such file, expected an existing one',
  ));

Deno.test("readCsv() takes names of columns in place of a header", () =>
  withFile("a.csv", '"3","so, so"\n"4"\n', async (path) => {
    const columns = ["class", "text"];
    const rows = readCsv(path, { columns });
    deepStrictEqual({ ...(await rows.next()).value?.cells }, {
      class: "3",
      text: "so, so",
    });
    await assertInputError(
      () => Array.fromAsync(readCsv(path, { columns })),
      `Cannot read "${path}": line 2 has 1 columns, expected 2: class, text`,
    );
  }));
