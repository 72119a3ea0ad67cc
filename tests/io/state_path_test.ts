import { strictEqual } from "node:assert/strict";
import { statePathOf } from "../../lib/io/state_path.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

Deno.test("statePathOf() is a hidden file beside the output, by whatever links", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/scratch`);
    await Deno.symlink("scratch/rct", `${folder}/link`);
    const state = `${folder}/scratch/.rct.state`;
    for (const path of ["scratch/rct", "scratch/rct/", "link"]) {
      strictEqual(await statePathOf(`${folder}/${path}`), state);
    }
  });
});
