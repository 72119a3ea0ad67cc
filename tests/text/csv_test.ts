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

Deno.test("readCsv() takes names of columns in place of a header", async () => {
  const columns = ["class", "text"];
  const named = (path: string) => Array.fromAsync(readCsv(path, { columns }));
  await withFile("a.csv", '"3","so, so"\n', async (path) => {
    const [row] = await named(path);
    deepStrictEqual({ ...row!.cells }, { class: "3", text: "so, so" });
  });
  await withFile("a.csv", '"3","so, so"\n"4"\n', (path) =>
    assertInputError(
      () => named(path),
      `Cannot read "${path}": line 2 has 1 columns, expected 2: class, text`,
    ));
});

Deno.test("readCsv() throws if two columns have one name, unless it is empty", async () => {
  await withFile(
    "a.csv",
    "text,label,label\ngood,1,0\n",
    (path) =>
      assertInputError(
        () => read(path),
        `Cannot read "${path}": two of its columns are called "label", expected different names`,
      ),
  );
  await withFile("a.csv", "text,label,,\ngood,1,,\n", async (path) => {
    const [row] = await read(path);
    deepStrictEqual({ ...row!.cells }, { text: "good", label: "1", "": "" });
  });
});

Deno.test("readCsv() throws if the bytes are not UTF-8", async () => {
  const notUtf8 = {
    windows: [0x74, 0x0a, 0xe9, 0x0a],
    utf16: [0xff, 0xfe, 0x74, 0x00, 0x0a, 0x00],
  };
  for (const bytes of Object.values(notUtf8)) {
    await withFile("a.csv", new Uint8Array(bytes), (path) =>
      assertInputError(
        () => read(path),
        `Cannot read "${path}": its bytes are not UTF-8, expected UTF-8 text`,
      ));
  }
});
