import { deepStrictEqual, rejects } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { writeSafetensors } from "../../lib/io/safetensors.ts";
import { readModelWeights } from "../../lib/model/weight_files.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

const MODULE = new URL("../fixtures/torch/module.bin", import.meta.url);

const one = { shape: [1], data: new Float32Array([1]) };

Deno.test("readModelWeights() takes safetensors before pickles, one file before several", () =>
  inTemporaryFolder(async (folder) => {
    const namesNow = async () => [...(await readModelWeights(folder)).keys()];
    const writeIndex = (end: string, weight_map: Record<string, string>) =>
      Deno.writeTextFile(
        `${folder}/${end}.index.json`,
        JSON.stringify({ weight_map }),
      );
    await Deno.copyFile(MODULE, `${folder}/part.bin`);
    await writeIndex("pytorch_model.bin", {
      "0.bias": "part.bin",
      "0.weight": "part.bin",
    });
    deepStrictEqual(await namesNow(), ["0.bias", "0.weight"]);
    await Deno.copyFile(MODULE, `${folder}/pytorch_model.bin`);
    deepStrictEqual(await namesNow(), ["0.weight", "0.bias"]);
    await writeSafetensors(
      `${folder}/part.safetensors`,
      new Map([["part", one]]),
    );
    await writeIndex("model.safetensors", { part: "part.safetensors" });
    deepStrictEqual(await namesNow(), ["part"]);
    await writeSafetensors(
      `${folder}/model.safetensors`,
      new Map([["whole", one]]),
    );
    deepStrictEqual(await namesNow(), ["whole"]);
  }));

Deno.test("readModelWeights() names the files that it looks for", () =>
  inTemporaryFolder(async (folder) => {
    await rejects(
      readModelWeights(folder),
      inputError(
        `Cannot read "${folder}": it has no weights, expected one of model.safetensors, model.safetensors.index.json, pytorch_model.bin, pytorch_model.bin.index.json`,
      ),
    );
  }));
