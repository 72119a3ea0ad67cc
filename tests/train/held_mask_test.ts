import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  rejects,
} from "node:assert/strict";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { kindNames } from "../../lib/adapter/kinds.ts";
import { randomScores } from "../../lib/mix/criteria/random_scores.ts";
import { masked, maskOf } from "../../lib/mix/mask.ts";
import { conditions, type TrainTask } from "../../lib/train/run.ts";
import { trainAdapter } from "../../lib/train/train_adapter.ts";
import { trainables } from "../../lib/train/trainables.ts";
import { assertClose } from "../check.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { weightsOf } from "../mix/made_adapter.ts";
import { bitsOf } from "../signed_numbers.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { tinyExamples, tinySettings, tinyTask } from "./tiny_task.ts";

/** A mask of an adapter that removes half of each tensor. */
function halfOf({ weights }: { weights: Weights }): Weights {
  return maskOf(randomScores(weights, 1), { sparsity: 0.5 });
}

for (const kind of kindNames) {
  Deno.test(`trainAdapter() of ${kind} holds zeros bit for bit and trains the rest`, async () => {
    const gpu = await sharedGpu();
    const { model, start, encoded, adapter } = await tinyTask(gpu, {
      kind,
      dropout: 0.1,
    });
    const mask = halfOf(adapter);
    const run = { ...start, mask };
    const { weights } = await trainAdapter(model, run, encoded, tinySettings);
    for (const [name, { data }] of mask) {
      const before = start.weights.get(name)!.data;
      const after = bitsOf(weights.get(name)!.data);
      let moved = 0;
      data.forEach((kept, i) => {
        if (kept === 0) deepStrictEqual(after[i], 0, `${name}[${i}]`);
        else if (weights.get(name)!.data[i] !== before[i]) moved++;
      });
      ok(moved > 0, name);
    }
    for (const [name, { data }] of adapter.head!.weights) {
      notDeepStrictEqual(weights.get(name)!.data, data, name);
    }
  });
}

Deno.test("trainAdapter() with a mask of ones changes no bit, and does not clip by what is held", async () => {
  const gpu = await sharedGpu();
  const { model, start, encoded, adapter } = await tinyTask(gpu);
  const of = async (mask?: Weights) =>
    (await trainAdapter(
      model,
      { ...start, ...(mask && { mask }) },
      encoded,
      { ...tinySettings, maxGradNorm: 1e-3 },
    )).weights;
  const ones: Weights = new Map(
    [...adapter.weights].map(([name, tensor]): [string, HostTensor] => {
      return [name, { ...tensor, data: tensor.data.map(() => 1) }];
    }),
  );
  const plain = await of();
  deepStrictEqual(await of(ones), plain);

  // With all of the adapter held, only the head is left: as if it were alone.
  const none = maskOf(adapter.weights, { sparsity: 1 });
  const held = await of(none);
  const { weights: alone } = await trainAdapter(
    model,
    {
      weights: adapter.head!.weights,
      fixed: masked(adapter.weights, none),
      config: adapter.config,
      head: adapter.head!.config,
    },
    encoded,
    { ...tinySettings, maxGradNorm: 1e-3 },
  );
  for (const [name, { data }] of alone) {
    // The squares of the gradient are added up in another order.
    assertClose(held.get(name)!.data, data, { tolerance: 1e-5, what: name });
  }
});

Deno.test("trainAdapter() with a mask goes on after a stop as if there had been none", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await sharedGpu();
    const { model, start, encoded, adapter } = await tinyTask(gpu);
    const run = { ...start, mask: halfOf(adapter) };
    const whole = await trainAdapter(model, run, encoded, tinySettings);
    const checkpoint = { path: `${folder}/s`, conditions: {}, every: 3 };
    const stop = new AbortController();
    const reason = new Error("stopped");
    const stopped = {
      checkpoint,
      signal: stop.signal,
      onProgress: () => stop.abort(reason),
    };
    await rejects(
      trainAdapter(model, run, encoded, tinySettings, stopped),
      reason,
    );
    const resumed = await trainAdapter(model, run, encoded, tinySettings, {
      checkpoint,
    });
    deepStrictEqual(resumed.weights, whole.weights);
  });
});

Deno.test("trainables() starts a held weight at zero, and holds no tensor without a mask", async () => {
  const gpu = await sharedGpu();
  const weights = weightsOf({ up: [1, -2, 3], bias: [4] });
  const { values, mask, layout } = trainables(
    gpu,
    weights,
    weightsOf({ up: [1, 0, 0] }),
  );
  const [up, bias] = ["up", "bias"].map((name) =>
    layout.places.get(name)!.start
  );
  const [numbers, held] = [await gpu.read(values), await gpu.read(mask!)];
  deepStrictEqual([...numbers.subarray(up!, up! + 3)], [1, 0, 0]);
  deepStrictEqual([...held.subarray(up!, up! + 3)], [1, 0, 0]);
  deepStrictEqual([numbers[bias!], held[bias!]], [4, 1]);
  deepStrictEqual("mask" in trainables(gpu, weights), false);
});

Deno.test("conditions() tell runs with different masks apart", async () => {
  const gpu = await sharedGpu();
  const { model, adapter } = await tinyTask(gpu);
  const task: TrainTask = {
    dataset: "tiny",
    examples: tinyExamples,
    start: adapter,
    reach: "adapter",
    settings: tinySettings,
    maxLength: 16,
    label: "train tiny",
    statePath: "",
    saveEvery: 100,
  };
  const mask = halfOf(adapter);
  const other = maskOf(randomScores(adapter.weights, 2), { sparsity: 0.5 });
  const of = (mask: Weights) => conditions(model, { ...task, mask }).mask;
  deepStrictEqual("mask" in conditions(model, task), false);
  deepStrictEqual(of(mask), of(new Map(mask)));
  notDeepStrictEqual(of(other), of(mask));
});
