import { deepStrictEqual, rejects } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  adapterDirectories,
  adapterGroups,
  distinctNames,
} from "../../lib/adapter/directories.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

/** Makes directories that look like adapters, and others that do not. */
async function fill(folder: string, adapters: string[], others: string[]) {
  for (const name of [...adapters, ...others]) {
    await Deno.mkdir(`${folder}/${name}`);
  }
  for (const name of adapters) {
    await Deno.writeTextFile(`${folder}/${name}/adapter_config.json`, "{}");
  }
}

Deno.test("adapterDirectories() leaves several directories as they are", async () => {
  deepStrictEqual(await adapterDirectories(["b", "a"]), ["b", "a"]);
});

Deno.test("adapterDirectories() finds the adapters of one directory by name", async () => {
  await inTemporaryFolder(async (folder) => {
    await fill(folder, ["rct", "ag", "mnli"], ["figures"]);
    await Deno.writeTextFile(`${folder}/rows.jsonl`, "");
    deepStrictEqual(
      await adapterDirectories([folder]),
      ["ag", "mnli", "rct"].map((name) => `${folder}/${name}`),
    );
  });
});

Deno.test("adapterDirectories() takes adapters, links to them and directories of them together", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.mkdir(`${folder}/group`);
    await fill(folder, ["own"], ["empty"]);
    await fill(`${folder}/group`, ["rct", "ag"], []);
    await Deno.symlink(`${folder}/own`, `${folder}/group/link`);
    const [own, group] = [`${folder}/own`, `${folder}/group`];
    const inside = ["ag", "link", "rct"].map((name) => `${group}/${name}`);
    deepStrictEqual(await adapterDirectories([own, group]), [own, ...inside]);
    // What is no adapter is kept, for its reader to say what it misses.
    const others = [`${folder}/empty`, "owner/name", `${folder}/own/x.csv`];
    deepStrictEqual(await adapterDirectories(others), others);
  });
});

Deno.test("adapterGroups() keeps directories of adapters apart, and adapters together", async () => {
  await inTemporaryFolder(async (folder) => {
    for (const group of ["bert", "roberta"]) {
      await Deno.mkdir(`${folder}/${group}`);
      await fill(`${folder}/${group}`, ["ag", "rct"], ["figures"]);
    }
    const [bert, roberta] = [`${folder}/bert`, `${folder}/roberta`];
    const own = (group: string) => [`${group}/ag`, `${group}/rct`];
    deepStrictEqual([...await adapterGroups([bert, roberta])], [
      [bert, own(bert)],
      [roberta, own(roberta)],
    ]);
    deepStrictEqual([...await adapterGroups([bert])], [[bert, own(bert)]]);
    deepStrictEqual([...await adapterGroups(own(bert))], [
      [`${bert}/ag`, own(bert)],
    ]);
    deepStrictEqual([...await adapterGroups([bert, `${roberta}/ag`])], [
      [bert, [...own(bert), `${roberta}/ag`]],
    ]);
  });
});

Deno.test("adapterDirectories() refuses fewer than two", async () => {
  await inTemporaryFolder(async (folder) => {
    await fill(folder, ["rct"], ["figures"]);
    await rejects(
      adapterDirectories([folder]),
      inputError(
        `Cannot compare the adapters in "${folder}": there are 1, expected two or more`,
      ),
    );
    await rejects(
      adapterDirectories([`${folder}/figures`]),
      inputError(
        `Cannot compare the adapters in "${folder}/figures": there are 0, expected two or more`,
      ),
    );
  });
});

Deno.test("adapterDirectories() says that one adapter is one", async () => {
  await inTemporaryFolder(async (folder) => {
    await fill(folder, ["rct"], []);
    await rejects(
      adapterDirectories([`${folder}/rct`]),
      inputError(
        `Cannot compare "${folder}/rct" with others: it is one adapter, expected two or more or a directory of them`,
      ),
    );
  });
});

Deno.test("adapterDirectories() refuses a directory that is not there", async () => {
  await rejects(adapterDirectories(["/nowhere"]), {
    kind: "input",
    message:
      'Cannot read "/nowhere": there is no such directory, expected a directory of adapters',
  });
});

Deno.test("distinctNames() are last parts, or paths where two are the same", () => {
  deepStrictEqual(distinctNames(["x/rct", "x/ag/"]), ["rct", "ag"]);
  deepStrictEqual(distinctNames(["x/rct", "y/rct"]), ["x/rct", "y/rct"]);
});
