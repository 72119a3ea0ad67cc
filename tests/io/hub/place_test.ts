import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { place } from "../../../lib/io/hub/place.ts";
import { inTemporaryFolder, namesIn } from "../temporary_folder.ts";

/** Runs a test with a blob in the folder of a cache. */
async function withBlob(test: (folder: string) => Promise<void>) {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/blobs`);
    await Deno.writeTextFile(`${folder}/blobs/abc`, "text");
    await test(folder);
  });
}

Deno.test("place() makes a relative link, also from a folder in the snapshot", async () => {
  await withBlob(async (folder) => {
    const path = `${folder}/snapshots/c/a/b.txt`;
    await place(`${folder}/blobs/abc`, path);
    strictEqual(await Deno.readLink(path), "../../../blobs/abc");
    strictEqual(await Deno.readTextFile(path), "text");
  });
});

Deno.test("place() replaces a link to nowhere", async () => {
  await withBlob(async (folder) => {
    const path = `${folder}/snapshots/c/b.txt`;
    await Deno.mkdir(`${folder}/snapshots/c`, { recursive: true });
    await Deno.symlink("../../blobs/gone", path);
    await place(`${folder}/blobs/abc`, path);
    strictEqual(await Deno.readTextFile(path), "text");
    deepStrictEqual(namesIn(`${folder}/snapshots/c`), ["b.txt"]);
  });
});

Deno.test("place() copies where links cannot be made", async () => {
  await withBlob(async (folder) => {
    const path = `${folder}/snapshots/c/b.txt`;
    const symlink = () =>
      Promise.reject(new Deno.errors.PermissionDenied("no privilege"));
    await place(`${folder}/blobs/abc`, path, { symlink });
    strictEqual((await Deno.lstat(path)).isSymlink, false);
    strictEqual(await Deno.readTextFile(path), "text");
  });
});

Deno.test("place() leaves nothing behind if it fails", async () => {
  await withBlob(async (folder) => {
    await Deno.mkdir(`${folder}/snapshots/c/taken/inside`, { recursive: true });
    await rejects(place(`${folder}/blobs/abc`, `${folder}/snapshots/c/taken`));
    deepStrictEqual(namesIn(`${folder}/snapshots/c`), ["taken"]);
  });
});
