import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import type { Dataset } from "../../lib/text/dataset.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { kinds } from "../../lib/adapter/kinds.ts";
import type { Plan } from "../../lib/study/bench.ts";
import { Ledger } from "../../lib/study/ledger.ts";
import { trainStage } from "../../lib/study/train_stage.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { tinyExamples, tinySettings, tinyTask } from "../train/tiny_task.ts";

/** Two data sets of sixteen examples, two steps of eight an epoch. */
const datasets = ["short", "long"].map((name): Dataset => ({
  name,
  labels: ["bad", "good"],
  train: tinyExamples,
  validation: [],
  test: tinyExamples,
}));

async function planIn(folder: string, gpu: Gpu): Promise<Plan> {
  const { model } = await tinyTask(gpu);
  const ledger = await Ledger.open(folder, {}, {
    script: "study",
    commit: "1a2b3c4",
    model: "tiny",
    kind: "pfeiffer",
    seed: 7,
  });
  return {
    model,
    datasets,
    mixed: datasets.map(({ name }) => name),
    config: kinds.pfeiffer({ hidden: 32, width: 4 }),
    settings: { ...tinySettings, epochs: 1 },
    adapterSeed: 1,
    initialisation: "shared",
    greedy: [],
    maxLength: 16,
    out: folder,
    ledger,
    signal: new AbortController().signal,
  };
}

Deno.test("trainStage() trains each adapter as long as its data set asks for", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const plan = await planIn(folder, gpu);
    const adapters = await trainStage({
      ...plan,
      epochs: { long: 3 },
      tokenBudget: 64,
    });
    const stated = [...adapters].map(([name, { metadata }]) => {
      const { epochs, tokenBudget } = JSON.parse(metadata.settings!);
      return [name, epochs, tokenBudget];
    });
    deepStrictEqual(stated, [["short", "1", "64"], ["long", "3", "64"]]);
    const losses = (await plan.ledger.rows())
      .filter(({ metric }) => metric === "loss");
    strictEqual(losses.length, 2 + 6);
    gpu.close();
  });
});

Deno.test("trainStage() takes what is there, unless it was trained on other examples", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const plan = await planIn(folder, gpu);
    const before = await trainStage(plan);
    const rows = plan.ledger.size;
    deepStrictEqual(await trainStage(plan), before);
    strictEqual(plan.ledger.size, rows);
    const [first, second] = datasets;
    const other = { ...second!, train: tinyExamples.slice(1) };
    await rejects(trainStage({ ...plan, datasets: [first!, other] }), {
      name: "Failure",
      message:
        /^Cannot resume ".*\/adapters\/long": it is finished and its examples is \w+, expected \w+ \(or --overwrite to replace it\)$/,
    });
    gpu.close();
  });
});

Deno.test("trainStage() refuses a data set whose name is that of a mixture", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await Gpu.open();
    const plan = await planIn(folder, gpu);
    const named = [{ ...datasets[0]!, name: "a+b" }];
    await rejects(
      trainStage({ ...plan, datasets: named }),
      inputError(
        'Cannot name mixtures of "a+b": the name has a "+", which joins names in rows, expected a name without',
      ),
    );
    deepStrictEqual(namesIn(folder), ["settings.json"]);
    gpu.close();
  });
});
