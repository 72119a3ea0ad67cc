import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { ByteFile } from "../../lib/io/byte_file.ts";
import { inputError } from "../../lib/io/failure.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

Deno.test("ByteFile reads bytes by their place", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x`;
    await Deno.writeFile(path, new Uint8Array([1, 2, 3, 4]));
    using file = await ByteFile.open(path, "bytes");
    strictEqual(file.size, 4);
    deepStrictEqual(await file.read(2, 2), new Uint8Array([3, 4]));
    deepStrictEqual(await file.read(0, 3), new Uint8Array([1, 2, 3]));
    deepStrictEqual(await file.read(4, 0), new Uint8Array());
  }));

Deno.test("ByteFile throws for places outside of the file", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x`;
    await Deno.writeFile(path, new Uint8Array(4));
    using file = await ByteFile.open(path, "bytes");
    for (const [from, count] of [[3, 2], [-1, 1], [0, -1], [NaN, 1]] as const) {
      await rejects(
        file.read(from, count),
        new RangeError(
          `Cannot read bytes ${from} to ${
            from + count
          } of "${path}": it has 4, expected a place within it`,
        ),
      );
    }
  }));

Deno.test("ByteFile says if the file became shorter", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x`;
    await Deno.writeFile(path, new Uint8Array(4));
    using file = await ByteFile.open(path, "bytes");
    await Deno.truncate(path, 1);
    await rejects(
      file.read(0, 4),
      inputError(
        `Cannot read "${path}": it ended 3 bytes early, expected it to stay as it was`,
      ),
    );
  }));

Deno.test("ByteFile.open() refuses what is no file", () =>
  inTemporaryFolder(async (folder) => {
    await rejects(ByteFile.open(`${folder}/x`, "a model"), {
      message:
        `Cannot read "${folder}/x": there is no such file, expected a model`,
    });
    await rejects(ByteFile.open(folder, "a model"), {
      message: `Cannot read "${folder}": it is not a file, expected a model`,
    });
  }));
