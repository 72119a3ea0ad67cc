import { rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { writeAdapter } from "../../lib/adapter/file.ts";
import { isFinished } from "../../lib/train/finished.ts";
import { runTraining, type TrainTask } from "../../lib/train/run.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { tinyExamples, tinySettings, tinyTask } from "./tiny_task.ts";

Deno.test("isFinished() knows an output by the conditions that it was made under", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const { model, adapter: start } = await tinyTask(gpu);
    const out = `${folder}/out`;
    const task: TrainTask = {
      dataset: "tiny",
      examples: tinyExamples,
      start,
      reach: "adapter",
      settings: { ...tinySettings, maxSteps: 1 },
      maxLength: 16,
      label: "train tiny",
      statePath: `${folder}/state`,
      saveEvery: 100,
    };
    strictEqual(await isFinished(out, model, task), false);
    const { adapter } = await runTraining(model, task);
    await writeAdapter(out, adapter, { overwrite: false });
    strictEqual(await isFinished(out, model, task), true);
    await rejects(
      isFinished(out, model, { ...task, maxLength: 12 }),
      inputError(
        `Cannot resume "${out}": it is finished and its maxSeqLength is 16, expected 12 (or --overwrite to replace it)`,
      ),
    );

    const { settings: _, ...untold } = adapter.metadata;
    const foreign = { ...adapter, metadata: untold };
    await writeAdapter(out, foreign, { overwrite: true });
    await rejects(
      isFinished(out, model, task),
      inputError(
        `Cannot resume "${out}": it is finished and its model is not known, expected ${model.source} (or --overwrite to replace it)`,
      ),
    );
    gpu.close();
  });
});
