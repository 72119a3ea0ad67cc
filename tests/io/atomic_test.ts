import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  makeOutput,
  removeLeftovers,
  writeFileAtomic,
} from "../../lib/io/atomic.ts";
import { inTemporaryFolder, namesIn } from "./temporary_folder.ts";

const names = ["old", "new"];
const kind = { name: "an old or a new one", mark: names, files: names };
const NEW = { overwrite: false, kind };
const AGAIN = { overwrite: true, kind };

Deno.test("writeFileAtomic() writes text, bytes and pieces of bytes", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/deep/er/x`;
    await writeFileAtomic(path, "grün");
    strictEqual(await Deno.readTextFile(path), "grün");
    await writeFileAtomic(path, new Uint8Array([1, 2]));
    deepStrictEqual([...await Deno.readFile(path)], [1, 2]);
    await writeFileAtomic(path, [new Uint8Array([3]), new Uint8Array([4, 5])]);
    deepStrictEqual([...await Deno.readFile(path)], [3, 4, 5]);
    deepStrictEqual(namesIn(`${folder}/deep/er`), ["x"]);
  }));

Deno.test("writeFileAtomic() leaves the old file alone until the new one is whole", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x`;
    await Deno.writeTextFile(path, "old");
    function* pieces() {
      yield new Uint8Array([1]);
      strictEqual(Deno.readTextFileSync(path), "old");
      strictEqual(namesIn(folder).length, 2);
      throw new Error("no more");
    }
    await rejects(writeFileAtomic(path, pieces()), new Error("no more"));
    strictEqual(await Deno.readTextFile(path), "old");
    deepStrictEqual(namesIn(folder), ["x"]);
  }));

Deno.test("writeFileAtomic() writes what a link leads to, and keeps the link", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/scratch`);
    await Deno.writeTextFile(`${folder}/scratch/x`, "old");
    await Deno.symlink("scratch/x", `${folder}/x`);
    await writeFileAtomic(`${folder}/x`, "new");
    strictEqual(await Deno.readTextFile(`${folder}/scratch/x`), "new");
    strictEqual((await Deno.lstat(`${folder}/x`)).isSymlink, true);
    deepStrictEqual(namesIn(`${folder}/scratch`), ["x"]);
  }));

Deno.test("makeOutput() shows the folder once it is complete", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/runs/a`;
    const result = await makeOutput(path, NEW, async (dir) => {
      await Deno.writeTextFile(`${dir}/x`, "1");
      strictEqual(namesIn(`${folder}/runs`).includes("a"), false);
      return 7;
    });
    strictEqual(result, 7);
    deepStrictEqual(namesIn(`${folder}/runs`), ["a"]);
    deepStrictEqual(namesIn(path), ["x"]);
  }));

Deno.test("makeOutput() refuses what is there already, before it builds", () =>
  inTemporaryFolder(async (folder) => {
    const refused = {
      name: "Failure",
      kind: "input",
      message:
        `Cannot write "${folder}/a": it exists, expected a new name or --overwrite`,
    };
    let built = false;
    const build = () => Promise.resolve(void (built = true));
    for (const make of [Deno.mkdir, (path: string) => Deno.create(path)]) {
      using _ = await make(`${folder}/a`) ?? null;
      const run = makeOutput(`${folder}/a`, NEW, build);
      await rejects(run, refused);
      await Deno.remove(`${folder}/a`);
    }
    strictEqual(built, false);
  }));

Deno.test("makeOutput() refuses what came while it was building", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    const run = makeOutput(
      path,
      NEW,
      () => Deno.mkdir(path),
    );
    await rejects(run, { kind: "input" });
    deepStrictEqual(namesIn(folder), ["a"]);
  }));

Deno.test("makeOutput() with overwrite replaces the old folder at the end", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a/`;
    await Deno.mkdir(path);
    await Deno.writeTextFile(`${path}old`, "1");
    await makeOutput(path, AGAIN, async (dir) => {
      deepStrictEqual(namesIn(path), ["old"]);
      await Deno.writeTextFile(`${dir}/new`, "2");
    });
    deepStrictEqual(namesIn(path), ["new"]);
    deepStrictEqual(namesIn(folder), ["a"]);
  }));

Deno.test("makeOutput() with overwrite replaces nothing of another kind", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/thesis.tex`, "1");
    const refused = inputError(
      `Cannot replace "${folder}": it holds "thesis.tex", expected an old or a new one, or an empty folder`,
    );
    const path = `${folder}/a`;
    const build = () => Promise.reject(new Error("built"));
    await rejects(makeOutput(folder, AGAIN, build), refused);
    await rejects(
      makeOutput(
        path,
        AGAIN,
        () => Deno.mkdir(`${path}/other`, { recursive: true }),
      ),
      { kind: "input" },
    );
    deepStrictEqual(namesIn(folder), ["a", "thesis.tex"]);
  }));

Deno.test("makeOutput() replaces what a link leads to, and keeps the link", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/scratch/a`, { recursive: true });
    await Deno.writeTextFile(`${folder}/scratch/a/old`, "1");
    await Deno.symlink("scratch/a", `${folder}/link`);
    await Deno.symlink("scratch/new/b", `${folder}/none`);
    const build = (dir: string) => Deno.writeTextFile(`${dir}/new`, "2");
    for (const name of ["link", "none"]) {
      await makeOutput(`${folder}/${name}`, AGAIN, build);
      strictEqual((await Deno.lstat(`${folder}/${name}`)).isSymlink, true);
      deepStrictEqual(namesIn(`${folder}/${name}`), ["new"]);
    }
    deepStrictEqual(namesIn(folder), ["link", "none", "scratch"]);
    deepStrictEqual(namesIn(`${folder}/scratch`), ["a", "new"]);
    deepStrictEqual(namesIn(`${folder}/scratch/new`), ["b"]);
  }));

Deno.test("makeOutput() that fails leaves everything as it was", () =>
  inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/a`);
    await Deno.writeTextFile(`${folder}/a/old`, "1");
    for (const path of [`${folder}/a`, `${folder}/b`]) {
      const run = makeOutput(path, AGAIN, async (dir) => {
        await Deno.writeTextFile(`${dir}/new`, "2");
        throw new Error("no more");
      });
      await rejects(run, new Error("no more"));
    }
    deepStrictEqual(namesIn(folder), ["a"]);
    deepStrictEqual(namesIn(`${folder}/a`), ["old"]);
  }));

Deno.test("makeOutput() never replaces the folder that the command runs in", async () => {
  const build = () => Promise.reject(new Error("built"));
  await inTemporaryFolder(async (folder) => {
    await Deno.symlink(Deno.cwd(), `${folder}/link`);
    for (const path of [".", "..", "/", Deno.cwd(), `${folder}/link`]) {
      await rejects(makeOutput(path, AGAIN, build), {
        name: "Failure",
        kind: "input",
        message:
          `Cannot write "${path}": the command runs inside of it, expected another name`,
      });
    }
  });
});

Deno.test("removeLeftovers() removes what was being written, and nothing else", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    const kept = ["a", ".a.state", ".a.01234567.mine", ".b.01234567.partial"];
    for (const name of kept) await Deno.writeTextFile(`${folder}/${name}`, "");
    await Deno.writeTextFile(`${folder}/.a.01234567.partial`, "1");
    await Deno.mkdir(`${folder}/.a.89abcdef.old`);
    await Deno.writeTextFile(`${folder}/.a.89abcdef.old/x`, "1");
    await removeLeftovers(path);
    deepStrictEqual(namesIn(folder), kept.toSorted());
    await removeLeftovers(`${folder}/no/such/folder/a`);

    await Deno.symlink(path, `${folder}/link`);
    await Deno.writeTextFile(`${folder}/.a.01234567.partial`, "1");
    await removeLeftovers(`${folder}/link`);
    deepStrictEqual(namesIn(folder), [...kept, "link"].toSorted());
  }));

Deno.test("removeLeftovers() knows the names that a killed writer leaves", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/a`;
    await makeOutput(path, NEW, async () => {
      strictEqual(namesIn(folder).length, 1);
      await removeLeftovers(path);
      deepStrictEqual(namesIn(folder), []);
      await Deno.mkdir(path); // so that there is nothing to move
    }).catch(() => {});
  }));
