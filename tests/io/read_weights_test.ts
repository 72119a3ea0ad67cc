import { deepStrictEqual, rejects } from "node:assert/strict";
import { readWeights } from "../../lib/io/read_weights.ts";
import { writeSafetensors } from "../../lib/io/safetensors.ts";
import { inTemporaryFolder } from "./temporary_folder.ts";

const MODULE = new URL("../fixtures/torch/module.bin", import.meta.url);

Deno.test("readWeights() reads PyTorch's files by the end of their name", () =>
  inTemporaryFolder(async (folder) => {
    for (const end of ["bin", "pt", "pth"]) {
      const path = `${folder}/x.${end}`;
      await Deno.copyFile(MODULE, path);
      const { weights, metadata } = await readWeights(path);
      deepStrictEqual([...weights.keys()], ["0.weight", "0.bias"]);
      deepStrictEqual(metadata, {});
    }
    await rejects(readWeights(`${folder}/y.bin`), {
      message:
        `Cannot read "${folder}/y.bin": there is no such file, expected a PyTorch file`,
    });
  }));

Deno.test("readWeights() reads all other files as safetensors", () =>
  inTemporaryFolder(async (folder) => {
    const path = `${folder}/x.safetensors`;
    const data = new Float32Array([1]);
    const both = new Map(
      ["a", "b"].map((name) => [name, { shape: [1], data }]),
    );
    await writeSafetensors(path, both, { metadata: { a: "b" } });
    const only = (name: string) => name === "a";
    const { weights, metadata } = await readWeights(path, { only });
    deepStrictEqual([...weights.keys()], ["a"]);
    deepStrictEqual(metadata, { a: "b" });
  }));

Deno.test("what PyTorch saved is written again as safetensors, every number as it was stored", () =>
  inTemporaryFolder(async (folder) => {
    const kinds = new URL("../fixtures/torch/kinds_2.bin", import.meta.url);
    await Deno.copyFile(kinds, `${folder}/x.bin`);
    const { weights } = await readWeights(`${folder}/x.bin`);
    await writeSafetensors(`${folder}/x.safetensors`, weights);
    const back = await readWeights(`${folder}/x.safetensors`);
    deepStrictEqual([...back.weights], [...weights]);
  }));
