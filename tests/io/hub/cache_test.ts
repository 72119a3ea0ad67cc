import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../../lib/io/failure.ts";
import { RepositoryCache } from "../../../lib/io/hub/cache.ts";
import { inTemporaryFolder } from "../temporary_folder.ts";
import { COMMIT } from "./played_hub.ts";

const MODEL = { kind: "model", name: "o/n", revision: "main" } as const;

/** A folder that nobody may write, not even the administrator. */
const SEALED = "/sys";

Deno.test("RepositoryCache keeps everything where Python's library does", () => {
  const cache = new RepositoryCache({ cache: "/c" }, MODEL);
  deepStrictEqual(
    [
      cache.ref("refs/pr/1"),
      cache.snapshot(COMMIT),
      cache.blob("abc"),
      cache.lock("abc"),
    ],
    [
      "/c/models--o--n/refs/refs/pr/1",
      `/c/models--o--n/snapshots/${COMMIT}`,
      "/c/models--o--n/blobs/abc",
      "/c/.locks/models--o--n/abc.lock",
    ],
  );
  const old = { ...MODEL, kind: "dataset", name: "imdb" } as const;
  strictEqual(
    new RepositoryCache({ cache: "/c" }, old).blob("abc"),
    "/c/datasets--imdb/blobs/abc",
  );
});

Deno.test("RepositoryCache remembers the commit of a revision and its files", async () => {
  await inTemporaryFolder(async (folder) => {
    const cache = new RepositoryCache({ cache: folder }, MODEL);
    strictEqual(await cache.commitOf("main"), undefined);
    strictEqual(await cache.commitOf(COMMIT), COMMIT);
    strictEqual(await cache.listing(COMMIT), undefined);
    await cache.remember("main", { commit: COMMIT, files: ["a", "b/c"] });
    strictEqual(await cache.commitOf("main"), COMMIT);
    deepStrictEqual(await cache.listing(COMMIT), ["a", "b/c"]);
  });
});

Deno.test("RepositoryCache does not believe a damaged file", async () => {
  await inTemporaryFolder(async (folder) => {
    const cache = new RepositoryCache({ cache: folder }, MODEL);
    await cache.remember("main", { commit: COMMIT, files: ["a"] });
    const listing = `${folder}/models--o--n/.listings/${COMMIT}.json`;
    for (const text of ["", "{}", "[1]", '["../a"]']) {
      await Deno.writeTextFile(listing, text);
      strictEqual(await cache.listing(COMMIT), undefined);
    }
    for (const text of ["", "main", "../../x"]) {
      await Deno.writeTextFile(cache.ref("main"), text);
      strictEqual(await cache.commitOf("main"), undefined);
    }
  });
});

Deno.test("RepositoryCache finds files in folders, and no links to nowhere", async () => {
  await inTemporaryFolder(async (folder) => {
    const cache = new RepositoryCache({ cache: folder }, MODEL);
    deepStrictEqual(await cache.names(COMMIT), []);
    const snapshot = cache.snapshot(COMMIT);
    await Deno.mkdir(`${snapshot}/a`, { recursive: true });
    await Deno.writeTextFile(`${snapshot}/a/b`, "");
    await Deno.symlink("a/b", `${snapshot}/c`);
    await Deno.symlink("gone", `${snapshot}/d`);
    deepStrictEqual(await cache.names(COMMIT), ["a/b", "c"]);
    strictEqual(await cache.has(COMMIT, "a"), false);
    strictEqual(await cache.has(COMMIT, "a/b/c"), false);
  });
});

Deno.test({
  name: "RepositoryCache leaves a cache that it may not write as it is",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const cache = new RepositoryCache({ cache: SEALED }, MODEL);
    await cache.remember("main", { commit: COMMIT, files: ["a"] });
    strictEqual(await cache.commitOf("main"), undefined);
  },
});

Deno.test({
  name: "RepositoryCache says that it may not write what has to be fetched",
  ignore: Deno.build.os !== "linux",
  async fn() {
    const cache = new RepositoryCache({ cache: SEALED }, MODEL);
    await rejects(
      cache.prepare(),
      inputError(
        'Cannot write to the cache "/sys": permission is denied, expected HF_HUB_CACHE to name a folder that can be written',
      ),
    );
  },
});
