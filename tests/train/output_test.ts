import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { readAdapter } from "../../lib/adapter/file.ts";
import {
  prepareOutput,
  statePathOf,
  writeTrained,
} from "../../lib/train/output.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { tinyTask } from "./tiny_task.ts";

Deno.test("statePathOf() is a hidden file beside the output", () => {
  strictEqual(statePathOf("results/rct"), "results/.rct.state");
  strictEqual(statePathOf("rct/"), ".rct.state");
});

Deno.test("prepareOutput() lets a new run start", async () => {
  await inTemporaryFolder(async (folder) => {
    await prepareOutput(`${folder}/new`, { resume: false, overwrite: false });
    await prepareOutput(`${folder}/new`, { resume: true, overwrite: false });
  });
});

Deno.test("prepareOutput() refuses an output that exists, unless it may be replaced", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/old`;
    await Deno.mkdir(out);
    await rejects(
      prepareOutput(out, { resume: false, overwrite: false }),
      inputError(
        `Cannot write "${out}": it exists, expected a new name or --overwrite`,
      ),
    );
    await prepareOutput(out, { resume: false, overwrite: true });
  });
});

Deno.test("prepareOutput() refuses to forget a stopped run without being told", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/rct`;
    await Deno.writeTextFile(statePathOf(out), "");
    await rejects(
      prepareOutput(out, { resume: false, overwrite: false }),
      inputError(
        `Cannot train to "${out}": a run to it was stopped, expected --resume to go on or --overwrite to start again`,
      ),
    );
    await prepareOutput(out, { resume: true, overwrite: false });
    deepStrictEqual(namesIn(folder), [".rct.state"]);
  });
});

Deno.test("writeTrained() writes the adapter and removes the state", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const { model, adapter } = await tinyTask(gpu);
    const out = `${folder}/rct`;
    await Deno.writeTextFile(statePathOf(out), "");
    await writeTrained(out, model, { adapter }, { overwrite: false });
    deepStrictEqual(namesIn(folder), ["rct"]);
    deepStrictEqual((await readAdapter(out)).config, adapter.config);
    gpu.close();
  });
});
