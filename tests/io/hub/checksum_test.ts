import { strictEqual } from "node:assert/strict";
import { checksum } from "../../../lib/io/hub/checksum.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { sha256 } from "./played_hub.ts";

Deno.test("checksum() is Git's hash of a blob, or SHA-256", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    await Deno.writeTextFile(path, "hello\n");
    // As `echo hello | git hash-object --stdin` and `echo hello | sha256sum`.
    strictEqual(
      await checksum(path, 6, 40),
      "ce013625030ba8dba906f756967f9e9ca394464a",
    );
    strictEqual(
      await checksum(path, 6, 64),
      "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
    );
  });
});

Deno.test("checksum() reads a file of more than one piece", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    const bytes = new Uint8Array(2.5 * 2 ** 20).map((_, i) => i % 251);
    await Deno.writeFile(path, bytes);
    strictEqual(await checksum(path, bytes.length, 64), sha256(bytes));
  });
});
