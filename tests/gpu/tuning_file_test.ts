import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { dirname } from "node:path";
import type { DeviceInfo } from "../../lib/gpu/device.ts";
import {
  readChoices,
  tuningPath,
  writeChoices,
} from "../../lib/gpu/tuning_file.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

const INFO: DeviceInfo = {
  name: "a device",
  vendor: "a vendor",
  profile: "gpu",
  features: [],
  limits: {},
};

/** Folder of the file under some variables of the environment. */
function folder(
  os: typeof Deno.build.os,
  variables: Readonly<Record<string, string>>,
): string | undefined {
  const path = tuningPath(INFO, { os, env: (name) => variables[name] });
  return path && dirname(path);
}

Deno.test("tuningPath() is in the user's cache directory", () => {
  const HOME = "/home/u";
  strictEqual(folder("linux", { HOME }), "/home/u/.cache/mixology");
  strictEqual(folder("linux", { HOME, XDG_CACHE_HOME: "/c" }), "/c/mixology");
  strictEqual(
    folder("linux", { HOME, XDG_CACHE_HOME: "" }),
    "/home/u/.cache/mixology",
  );
  strictEqual(folder("darwin", { HOME }), "/home/u/Library/Caches/mixology");
  strictEqual(folder("windows", { LOCALAPPDATA: "/l" }), "/l/mixology");
  strictEqual(folder("linux", {}), undefined);
  strictEqual(folder("windows", { HOME }), undefined);
});

Deno.test("tuningPath() is another one for another device", () => {
  const others = [
    INFO,
    { ...INFO, name: "another" },
    { ...INFO, vendor: "another" },
    { ...INFO, profile: "cpu" },
  ] as const;
  strictEqual(new Set(others.map((info) => tuningPath(info))).size, 4);
});

Deno.test("readChoices() reads what writeChoices() of several runs kept", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/deep/file.json`;
    await writeChoices(path, "a device", new Map([["p", "a"], ["q", "b"]]));
    await writeChoices(path, "a device", new Map([["q", "c"]]));
    deepStrictEqual(
      await readChoices(path),
      new Map([["p", "a"], ["q", "c"]]),
    );
  });
});

Deno.test("readChoices() takes a missing or damaged file for an empty one", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/file.json`;
    deepStrictEqual(await readChoices(path), new Map());
    for (const text of ["", "{", "null", "[]", '{"choices":null}']) {
      await Deno.writeTextFile(path, text);
      deepStrictEqual(await readChoices(path), new Map(), text);
    }
    await Deno.writeTextFile(path, '{"choices":{"p":"a","q":7}}');
    deepStrictEqual(await readChoices(path), new Map([["p", "a"]]));
  });
});

Deno.test("writeChoices() does nothing where it cannot write", async () => {
  await inTemporaryFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/file`, "kept");
    await writeChoices(`${folder}/file/x.json`, "a device", new Map());
    strictEqual(await Deno.readTextFile(`${folder}/file`), "kept");
  });
});
