import { deepStrictEqual } from "node:assert/strict";
import { readLines } from "../../lib/text/lines.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const read = (path: string) => Array.fromAsync(readLines(path));

Deno.test("readLines() counts from 1 and drops line ends and the byte-order mark", () =>
  withFile("a.txt", "\uFEFFone\r\n\ntwo \r\nthree", async (path) => {
    deepStrictEqual(await read(path), [
      { number: 1, text: "one" },
      { number: 2, text: "" },
      { number: 3, text: "two " },
      { number: 4, text: "three" },
    ]);
  }));

Deno.test("readLines() yields nothing after a final line end", () =>
  withFile("a.txt", "one\n", async (path) => {
    deepStrictEqual(await read(path), [{ number: 1, text: "one" }]);
  }));

Deno.test("readLines() joins lines and letters that chunks cut apart", () => {
  // Chunks of a file are some ten thousand bytes; the letter has two.
  const long = "a" + "é".repeat(200_000);
  return withFile("a.txt", `${long}\nb`, async (path) => {
    deepStrictEqual(await read(path), [
      { number: 1, text: long },
      { number: 2, text: "b" },
    ]);
  });
});

Deno.test("readLines() throws if the bytes are not UTF-8", () =>
  withFile("a.txt", new Uint8Array([0x61, 0xE9, 0x0A]), async (path) => {
    await assertInputError(
      () => read(path),
      `Cannot read "${path}": its bytes are not UTF-8, expected UTF-8 text`,
    );
  }));

Deno.test("readLines() throws if the file is missing", () =>
  assertInputError(
    () => read("missing.txt"),
    'Cannot read "missing.txt": there is no such file, expected an existing one',
  ));

Deno.test("readLines() reads other encodings on request", () =>
  withFile("a.txt", new Uint8Array([0xE9, 0x0D, 0x0A, 0x96]), async (path) => {
    const lines = readLines(path, { encoding: "iso-8859-1" });
    deepStrictEqual(await Array.fromAsync(lines, ({ text }) => text), [
      "é",
      "–",
    ]);
  }));
