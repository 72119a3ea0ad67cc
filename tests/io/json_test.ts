import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { formatJson, readJson } from "../../lib/io/json.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

Deno.test("formatJson() sorts keys at every depth and leaves lists in order", () => {
  const value = { b: [3, { z: 1, a: null }, 1], B: "x", a: { d: 1, c: {} } };
  strictEqual(
    formatJson(value),
    `{
  "B": "x",
  "a": {
    "c": {},
    "d": 1
  },
  "b": [
    3,
    {
      "a": null,
      "z": 1
    },
    1
  ]
}
`,
  );
});

Deno.test("formatJson() sorts by code unit, as Python does", () => {
  const keys = Object.keys(JSON.parse(formatJson({ a_b: 1, aB: 2, ab: 3 })));
  deepStrictEqual(keys, ["aB", "a_b", "ab"]);
});

Deno.test("readJson() gives back what formatJson() wrote", async () => {
  await inTemporaryFolder(async (folder) => {
    const value = { list: [1, 2.5, "é"], nothing: null };
    await Deno.writeTextFile(`${folder}/a.json`, formatJson(value));
    deepStrictEqual(await readJson(`${folder}/a.json`, "a value"), value);
  });
});

Deno.test("readJson() says what a missing file is part of", async () => {
  await rejects(
    readJson("/nowhere/config.json", "a model directory"),
    inputError(
      'Cannot read "/nowhere/config.json": there is no such file, expected a model directory',
      new Deno.errors.NotFound(
        "No such file or directory (os error 2): readfile '/nowhere/config.json'",
      ),
    ),
  );
});

Deno.test("readJson() refuses a file that is not JSON", async () => {
  await inTemporaryFolder(async (folder) => {
    const path = `${folder}/a.json`;
    await Deno.writeTextFile(path, "{a: 1}");
    await rejects(readJson(path, "a value"), {
      name: "Failure",
      kind: "input",
      message: `Cannot read "${path}": it is not JSON, expected a JSON file`,
    });
  });
});
