import { rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { filesOf } from "../../lib/adapter/folder.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

Deno.test("filesOf() knows the files of a directory", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/a.json`, "");
    const has = await filesOf(folder);
    strictEqual(has("a.json"), true);
    strictEqual(has("b.json"), false);
  });
});

Deno.test("filesOf() refuses a directory that is not there", async () => {
  await rejects(
    filesOf("/nowhere"),
    inputError(
      'Cannot read "/nowhere": there is no such directory, expected an adapter with adapter_config.json and adapter.safetensors',
    ),
  );
});
