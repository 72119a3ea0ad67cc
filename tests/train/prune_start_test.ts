import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { inputError } from "../../lib/io/failure.ts";
import { magnitude } from "../../lib/mix/criteria/magnitude.ts";
import { masked, maskOf } from "../../lib/mix/mask.ts";
import { encodeExamples } from "../../lib/model/loaded.ts";
import { lossGradient } from "../../lib/train/criteria/loss_gradient.ts";
import { snip } from "../../lib/train/criteria/snip.ts";
import { pruneStart, type StartPruning } from "../../lib/train/prune_start.ts";
import { assertClose } from "../check.ts";
import { tinyExamples, tinyTask } from "./tiny_task.ts";

const options: StartPruning = {
  criterion: "magnitude",
  sparsity: 0.5,
  scope: "tensor",
  densities: "uniform",
  seed: 1,
  examples: 0,
};

const passing = { maxLength: 16, tokenBudget: 100 };

Deno.test("pruneStart() prunes matrices and leaves biases free", async () => {
  const gpu = await Gpu.open();
  const { model, adapter } = await tinyTask(gpu);
  const { start, mask } = await pruneStart(model, adapter, tinyExamples, {
    ...options,
    ...passing,
  });
  const matrices = new Map(
    [...adapter.weights].filter(([, { shape }]) => shape.length > 1),
  );
  const expected = maskOf(magnitude(matrices), { sparsity: 0.5 });
  deepStrictEqual(new Map([...mask].sort()), new Map([...expected].sort()));
  deepStrictEqual(start.weights, masked(adapter.weights, mask));
  strictEqual(start.head, adapter.head);
  deepStrictEqual(JSON.parse(start.metadata.pruned!), {
    before: "training",
    criterion: "magnitude",
    sparsity: 0.5,
    scope: "tensor",
    densities: "uniform",
    seed: 1,
    only: "weights",
  });
  gpu.close();
});

Deno.test("pruneStart() by data looks at so many of the training examples", async () => {
  const gpu = await Gpu.open();
  const { model, adapter } = await tinyTask(gpu);
  const of = (examples: number, seed = 1) =>
    pruneStart(model, adapter, tinyExamples, {
      ...options,
      ...passing,
      criterion: "snip",
      examples,
      seed,
    });
  const told = async (examples: number) =>
    JSON.parse((await of(examples)).start.metadata.pruned!).examples;
  deepStrictEqual([await told(0), await told(5), await told(99)], [16, 5, 16]);
  const { mask } = await of(5);
  deepStrictEqual((await of(5)).mask, mask);
  let differing = 0;
  for (const [name, { data }] of (await of(5, 2)).mask) {
    data.forEach((kept, i) => {
      if (kept !== mask.get(name)!.data[i]) differing++;
    });
  }
  strictEqual(differing > 0, true, "other seeds draw other examples");

  const headed = { config: adapter.config!, head: adapter.head! };
  const encoded = encodeExamples(model, tinyExamples, 16);
  const gradientAt = lossGradient(model, headed, encoded);
  const scores = await snip(adapter.weights, gradientAt);
  for (const [name, { data }] of (await of(0)).mask) {
    const worth = scores.get(name)!.data;
    const kept = worth.filter((_, i) => data[i] === 1);
    const removed = worth.filter((_, i) => data[i] === 0);
    // The order of the examples changes their sum's last bits.
    assertClose([Math.max(0, Math.max(...removed) - Math.min(...kept))], [0], {
      tolerance: 1e-6,
      what: name,
    });
  }
  gpu.close();
});

Deno.test("pruneStart() refuses what cannot be pruned in earnest", async () => {
  const gpu = await Gpu.open();
  const { model, adapter } = await tinyTask(gpu, { kind: "lora" });
  const asked = { ...options, ...passing };
  const [, second] = adapter.weights.keys();
  for (const criterion of ["magnitude", "grasp", "synflow"] as const) {
    for (const scope of ["tensor", "layer", "global"] as const) {
      const how = { ...asked, criterion, scope };
      await rejects(
        pruneStart(model, adapter, tinyExamples, how),
        inputError(
          `Cannot prune by ${criterion}: every score in tensor "${second}" is 0, as before training where a second map is 0, expected another criterion, such as random`,
        ),
      );
    }
  }
  await pruneStart(model, adapter, tinyExamples, {
    ...asked,
    criterion: "random",
  });
  const { config: _, ...bare } = adapter;
  await rejects(
    pruneStart(model, bare, tinyExamples, asked),
    inputError(
      "Cannot prune before training: there is no adapter, expected one with a head",
    ),
  );
  gpu.close();
});
