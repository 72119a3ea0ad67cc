import { deepStrictEqual, rejects } from "node:assert/strict";
import { Failure, inputError } from "../../lib/io/failure.ts";
import { statePathOf } from "../../lib/io/state_path.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { readAdapter } from "../../lib/adapter/file.ts";
import { prepareOutput, writeTrained } from "../../lib/train/output.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { tinyTask } from "./tiny_task.ts";

Deno.test("prepareOutput() lets a new run start", async () => {
  await inTemporaryFolder(async (folder) => {
    for (const resume of [false, true]) {
      using _ = await prepareOutput(`${folder}/new`, {
        resume,
        overwrite: false,
      });
      deepStrictEqual(namesIn(folder), [".new.lock"]);
    }
    deepStrictEqual(namesIn(folder), []);
  });
});

Deno.test("prepareOutput() refuses what another run is writing", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/rct`;
    using _ = await prepareOutput(out, { resume: false, overwrite: false });
    for (const resume of [false, true]) {
      await rejects(
        prepareOutput(out, { resume, overwrite: true }),
        new Failure(
          "stopped",
          `Cannot write "${out}": another process is writing it, expected its end or another name`,
        ),
      );
    }
  });
});

Deno.test("prepareOutput() refuses to replace what is no adapter, and is not in the way", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/results`;
    await Deno.mkdir(`${out}/study`, { recursive: true });
    for (const resume of [false, true]) {
      await rejects(
        prepareOutput(out, { resume, overwrite: true }),
        inputError(
          `Cannot replace "${out}": it holds the folder "study", expected an adapter or a model, or an empty folder`,
        ),
      );
    }
    deepStrictEqual(namesIn(folder), ["results"]);
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
    using _ = await prepareOutput(out, { resume: false, overwrite: true });
  });
});

Deno.test("prepareOutput() refuses to forget a stopped run without being told", async () => {
  await inTemporaryFolder(async (folder) => {
    const out = `${folder}/rct`;
    await Deno.writeTextFile(await statePathOf(out), "");
    await rejects(
      prepareOutput(out, { resume: false, overwrite: false }),
      inputError(
        `Cannot train to "${out}": a run to it was stopped, expected --resume to go on or --overwrite to start again`,
      ),
    );
    (await prepareOutput(out, { resume: true, overwrite: false }))
      [Symbol.dispose]();
    deepStrictEqual(namesIn(folder), [".rct.state"]);
  });
});

Deno.test("writeTrained() writes the adapter and removes the state", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const { model, adapter } = await tinyTask(gpu);
    const out = `${folder}/rct`;
    await Deno.writeTextFile(await statePathOf(out), "");
    await writeTrained(out, model, { adapter }, { overwrite: false });
    deepStrictEqual(namesIn(folder), ["rct"]);
    deepStrictEqual((await readAdapter(out)).config, adapter.config);
    gpu.close();
  });
});
