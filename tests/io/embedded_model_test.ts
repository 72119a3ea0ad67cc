import { strictEqual } from "node:assert/strict";
import { EMBEDDED_MODEL, embeddedFolder } from "../../lib/io/embedded_model.ts";
import { inFolder } from "./current_folder.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

Deno.test("embeddedFolder() is the one in the current folder, else the one beside the code", async () => {
  const beside = await Deno.realPath(EMBEDDED_MODEL);
  strictEqual(embeddedFolder(), "data/tiny");
  await inTemporaryFolder((folder) =>
    inFolder(folder, async () => {
      strictEqual(await Deno.realPath(embeddedFolder()), beside);
      await Deno.mkdir("data/tiny", { recursive: true });
      strictEqual(embeddedFolder(), "data/tiny");
    })
  );
});
