import { rejects, strictEqual } from "node:assert/strict";
import { realPlace } from "../../lib/io/real_place.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

Deno.test("realPlace() gives a place one name, whatever leads there", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a/b`, { recursive: true });
    await Deno.symlink("a", `${folder}/link`);
    await Deno.symlink(`${folder}/link/b`, `${folder}/deep`);
    for (
      const path of ["a/b", "a/b/", "a/./b", "link/b", "deep", "deep/../b"]
    ) {
      strictEqual(await realPlace(`${folder}/${path}`), `${folder}/a/b`);
    }
    strictEqual(await realPlace("."), await Deno.realPath(Deno.cwd()));
  }));

Deno.test("realPlace() follows links to and through what is not there yet", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a`);
    await Deno.symlink("a", `${folder}/link`);
    await Deno.symlink("link/new", `${folder}/first`);
    await Deno.symlink(`${folder}/first`, `${folder}/second`);
    for (const path of ["a/new", "link/new", "first", "second"]) {
      strictEqual(await realPlace(`${folder}/${path}`), `${folder}/a/new`);
      const below = `${folder}/${path}/x/y`;
      strictEqual(await realPlace(below), `${folder}/a/new/x/y`);
    }
    strictEqual(await realPlace("new/x"), `${await realPlace(".")}/new/x`);
  }));

Deno.test("realPlace() throws what the system says of other paths", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "");
    await rejects(realPlace(`${folder}/file/x`), Deno.errors.NotADirectory);
    await Deno.symlink("round", `${folder}/round`);
    await rejects(realPlace(`${folder}/round`));
  }));
