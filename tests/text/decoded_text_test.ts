import { strictEqual } from "node:assert/strict";
import { decodedText } from "../../lib/text/decoded_text.ts";
import { assertInputError } from "./input_error.ts";
import { withFile } from "./temporary.ts";

const textOf = async (...args: Parameters<typeof decodedText>) =>
  (await Array.fromAsync(decodedText(...args))).join("");

Deno.test("decodedText() drops a byte-order mark and keeps line ends", () =>
  withFile("a.txt", "\uFEFFcafé\r\n", async (path) => {
    strictEqual(await textOf(path), "café\r\n");
  }));

Deno.test("decodedText() reads ISO-8859-1 only if told to", () =>
  withFile("a.txt", new Uint8Array([0x63, 0xE9]), async (path) => {
    strictEqual(await textOf(path, "iso-8859-1"), "cé");
    await assertInputError(
      () => textOf(path),
      `Cannot read "${path}": its bytes are not UTF-8, expected UTF-8 text`,
    );
  }));
