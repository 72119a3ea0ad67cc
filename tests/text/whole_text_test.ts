import { strictEqual } from "node:assert/strict";
import { readWholeText } from "../../lib/text/whole_text.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

Deno.test("readWholeText() reads UTF-8 and drops its byte-order mark", () =>
  withFile("a.txt", "\uFEFFcafé\nline two", async (path) => {
    strictEqual(await readWholeText(path), "café\nline two");
  }));

Deno.test("readWholeText() reads other bytes as Windows-1252", () =>
  withFile("a.txt", new Uint8Array([0xA3, 0x35, 0x20, 0x96]), async (path) => {
    strictEqual(await readWholeText(path), "£5 –");
  }));

Deno.test("readWholeText() throws if the file is missing", () =>
  assertInputError(
    () => readWholeText("missing.txt"),
    'Cannot read "missing.txt": there is no such file, expected an existing one',
  ));
