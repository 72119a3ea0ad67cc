import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { type HostTensor, writeSafetensors } from "../../lib/io/safetensors.ts";
import { readSharded } from "../../lib/io/sharded.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

const one = (value: number): HostTensor => ({
  shape: [1],
  data: new Float32Array([value]),
  dtype: "F32",
});

const index = { weight_map: { b: "2.safetensors", a: "1.safetensors" } };

/** Runs a test with two files of a tensor each, and an index. */
const withShards = (
  content: unknown,
  test: (path: string, folder: string) => Promise<void>,
) =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/model.safetensors.index.json`;
    await writeSafetensors(`${folder}/1.safetensors`, new Map([["a", one(1)]]));
    await writeSafetensors(`${folder}/2.safetensors`, new Map([["b", one(2)]]));
    await Deno.writeTextFile(path, JSON.stringify(content));
    await test(path, folder);
  });

const assertRefused = (
  content: unknown,
  message: (folder: string) => string,
) =>
  withShards(content, async (path, folder) => {
    await rejects(readSharded(path), (error: Error) => {
      strictEqual(error.name, "Failure");
      strictEqual(error.message, message(folder));
      return true;
    });
  });

Deno.test("readSharded() reads all files, in the order of the index", () =>
  withShards(index, async (path) => {
    deepStrictEqual([...await readSharded(path)], [["b", one(2)], [
      "a",
      one(1),
    ]]);
  }));

Deno.test("readSharded() reads PyTorch's files too", () =>
  inTemporaryFolder(async (folder) => {
    const fixture = new URL("../fixtures/torch/module.bin", import.meta.url);
    await Deno.copyFile(fixture, `${folder}/part.bin`);
    const path = `${folder}/pytorch_model.bin.index.json`;
    const weight_map = { "0.weight": "part.bin", "0.bias": "part.bin" };
    await Deno.writeTextFile(path, JSON.stringify({ weight_map }));
    deepStrictEqual([...(await readSharded(path)).keys()], [
      "0.weight",
      "0.bias",
    ]);
  }));

Deno.test("readSharded() names a tensor that a file lacks", () =>
  assertRefused(
    { weight_map: { ...index.weight_map, c: "1.safetensors" } },
    (folder) =>
      `Cannot use "${folder}/1.safetensors": it has no tensor "c", expected it as the index says`,
  ));

Deno.test("readSharded() names a tensor that the index has elsewhere", () =>
  assertRefused(
    { weight_map: { c: "1.safetensors", b: "2.safetensors" } },
    (folder) =>
      `Cannot use "${folder}/1.safetensors": it has a tensor "a", expected only those that the index places there`,
  ));

Deno.test("readSharded() names a file that is missing", () =>
  assertRefused(
    { weight_map: { a: "3.safetensors" } },
    (folder) =>
      `Cannot read "${folder}/3.safetensors": there is no such file, expected a safetensors file`,
  ));

for (
  const file of [
    "../1.safetensors",
    "/etc/passwd",
    "..",
    "a/b",
    "a\\b",
    "a\0",
    "",
  ]
) {
  Deno.test(`readSharded() refuses the file name ${JSON.stringify(file)}`, () =>
    assertRefused(
      { weight_map: { a: file } },
      (folder) =>
        `Cannot use "${folder}/model.safetensors.index.json": it places "a" in ${
          JSON.stringify(file)
        }, expected a file in the same directory`,
    ));
}

Deno.test("readSharded() refuses an index without a map", () =>
  assertRefused(
    { metadata: {} },
    (folder) =>
      `Cannot use "${folder}/model.safetensors.index.json": key "weight_map" is missing, expected record`,
  ));
