import { rejects, strictEqual } from "node:assert/strict";
import { isThere } from "../../lib/io/is_there.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

Deno.test("isThere() finds files, folders and links, and nothing else", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await Deno.symlink("nowhere", `${folder}/link`);
    strictEqual(await isThere(folder), true);
    strictEqual(await isThere(`${folder}/file`), true);
    strictEqual(await isThere(`${folder}/link`), true);
    strictEqual(await isThere(`${folder}/other`), false);
    await rejects(isThere(`${folder}/file/inside`), Deno.errors.NotADirectory);
  });
});
