import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { loadState, type Memory, saveState } from "../../lib/train/state.ts";
import { type Trainables, trainables } from "../../lib/train/trainables.ts";
import { normals } from "../check.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";

const shape = [70];

const memory: Memory = {
  step: 12,
  conditions: { dataset: "rct", seed: "1" },
  history: [{ step: 10, loss: 0.5 }, { epoch: 1 }],
  counted: { rows: 16, loss: 1.5, correct: 9 },
};

/** Weights and moments, all different. */
function trainedAt(gpu: Gpu, seed: number): Trainables {
  const trained = trainables(
    gpu,
    new Map([["a.weight", { shape, data: normals(70, seed) }]]),
  );
  gpu.write(trained.first, normals(trained.layout.size, seed + 1));
  gpu.write(trained.second, normals(trained.layout.size, seed + 2));
  return trained;
}

const arenas = async (gpu: Gpu, { values, first, second }: Trainables) => [
  await gpu.read(values),
  await gpu.read(first),
  await gpu.read(second),
];

Deno.test("loadState() brings back weights, moments and memory", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const path = `${folder}/.out.state`;
    const before = trainedAt(gpu, 1);
    await saveState(path, gpu, before, memory);
    const after = trainedAt(gpu, 7);
    const found = await loadState(path, gpu, after, memory.conditions);
    deepStrictEqual(found, memory);
    deepStrictEqual(await arenas(gpu, after), await arenas(gpu, before));
    gpu.close();
  });
});

Deno.test("loadState() finds nothing where no run was stopped", async () => {
  const gpu = await Gpu.open();
  const trained = trainedAt(gpu, 1);
  strictEqual(await loadState("/nowhere/s", gpu, trained, {}), undefined);
  gpu.close();
});

Deno.test("loadState() refuses other conditions by name, and changes nothing", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const path = `${folder}/.out.state`;
    await saveState(path, gpu, trainedAt(gpu, 1), memory);
    const trained = trainedAt(gpu, 7);
    const now = { dataset: "rct", seed: "2" };
    await rejects(
      loadState(path, gpu, trained, now),
      inputError(
        `Cannot resume "${path}": its seed is 1, expected 2 (or --overwrite in place of --resume to start again)`,
      ),
    );
    await rejects(
      loadState(path, gpu, trained, { ...memory.conditions, mask: "m" }),
      inputError(
        `Cannot resume "${path}": its mask is not known, expected m (or --overwrite in place of --resume to start again)`,
      ),
    );
    deepStrictEqual(
      await arenas(gpu, trained),
      await arenas(gpu, trainedAt(gpu, 7)),
    );
    gpu.close();
  });
});

Deno.test("loadState() refuses the state of other weights", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const path = `${folder}/.out.state`;
    await saveState(path, gpu, trainedAt(gpu, 1), memory);
    const small = { shape: [3], data: new Float32Array(3) };
    const other = trainables(gpu, new Map([["a.weight", small]]));
    await rejects(
      loadState(path, gpu, other, memory.conditions),
      inputError(
        `Cannot use "${path}": tensor "values" has shape [128], expected [64]`,
      ),
    );
    gpu.close();
  });
});
