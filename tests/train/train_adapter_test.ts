import {
  deepStrictEqual,
  notDeepStrictEqual,
  ok,
  rejects,
  strictEqual,
} from "node:assert/strict";
import type { Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Model } from "../../lib/model/loaded.ts";
import type { Adapter } from "../../lib/adapter/adapter.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { kindNames } from "../../lib/adapter/kinds.ts";
import { countCorrect } from "../../lib/evaluate/metrics.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import type { Progress } from "../../lib/train/fit.ts";
import { trainAdapter, type Watch } from "../../lib/train/train_adapter.ts";
import type { TrainSettings } from "../../lib/train/settings.ts";
import { assertClose } from "../check.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { allOf, tinySettings, tinyTask } from "./tiny_task.ts";

/** Trains the tiny task, on the file's device unless another one is given. */
async function train(
  changes: Partial<TrainSettings> = {},
  watch: Watch & { dropout?: number } = {},
  device?: Gpu,
) {
  const gpu = device ?? await sharedGpu();
  const { model, start, encoded } = await tinyTask(gpu, watch);
  const settings = { ...tinySettings, ...changes };
  return await trainAdapter(model, start, encoded, settings, watch);
}

/** Trains the tiny task on a device of its own, as another process would. */
async function trainAnew(...[changes, watch]: Parameters<typeof train>) {
  const gpu = await Gpu.open();
  try {
    return await train(changes, watch, gpu);
  } finally {
    gpu.close();
  }
}

/** How the task is put together for evaluation. */
const places = { firstPosition: 2, tokenBudget: 100 };

/** The classifier of an adapter with these weights in it and in its head. */
function classifierOf(model: Model, adapter: Adapter, weights: Weights) {
  const of = (part: Weights) =>
    new Map([...part.keys()].map((name) => [name, weights.get(name)!]));
  return adapterClassifier(model, {
    ...adapter,
    weights: of(adapter.weights),
    head: { ...adapter.head!, weights: of(adapter.head!.weights) },
  });
}

/** Asserts that weights have the same names and nearly the same numbers. */
function assertAlike(actual: Weights, expected: Weights, tolerance: number) {
  deepStrictEqual([...actual.keys()], [...expected.keys()]);
  for (const [name, { data }] of actual) {
    assertClose(data, expected.get(name)!.data, { tolerance, what: name });
  }
}

for (const kind of kindNames) {
  Deno.test(`trainAdapter() learns a tiny task with ${kind}`, async () => {
    const gpu = await sharedGpu();
    const { model, start, encoded, adapter } = await tinyTask(gpu, { kind });
    const settings = { ...tinySettings, epochs: 12 };
    const { weights, history } = await trainAdapter(
      model,
      start,
      encoded,
      settings,
    );
    const losses = (history as Progress[]).map(({ loss }) => loss);
    strictEqual(losses.length, 24);
    ok(losses[0]! > 0.6, `${losses[0]}`); // ln 2 is 0.69
    ok(losses.at(-1)! < 0.3, `${losses.at(-1)}`);

    const classify = classifierOf(model, adapter, weights);
    const outcome = await evaluate(gpu, classify, encoded, places);
    const right = countCorrect(outcome);
    ok(right >= 14, `${right} of 16`);
  });
}

Deno.test("trainAdapter() leaves the model's own weights as they are", async () => {
  const gpu = await sharedGpu();
  const { model, start, encoded } = await tinyTask(gpu);
  const { weights } = await trainAdapter(model, start, encoded, tinySettings);
  for (const [name, { shape, data }] of model.weights) {
    if (!/^(?:embeddings|encoder)\..*(?:weight|bias)$/.test(name)) continue;
    const parts = model.params.table(name, shape);
    deepStrictEqual(await gpu.read(parts[0]!.value), data, name);
  }
  for (const [name, { data }] of start.weights) {
    notDeepStrictEqual(weights.get(name)!.data, data, name);
  }
});

Deno.test("trainAdapter() gives the same bits and losses twice", async () => {
  const [a, b] = [
    await train({}, { dropout: 0.1 }),
    await trainAnew({}, { dropout: 0.1 }),
  ];
  deepStrictEqual(a, b);
  notDeepStrictEqual(
    (await train({ seed: 8 }, { dropout: 0.1 })).weights,
    a.weights,
  );
});

Deno.test("trainAdapter() drops elements in training", async () => {
  notDeepStrictEqual(
    (await train({}, { dropout: 0.1 })).weights,
    (await train({})).weights,
  );
});

Deno.test("trainAdapter() of two batches of 4 a step is that of one of 8", async () => {
  const at = { shuffle: false, maxSteps: 4 };
  const one = await train({ ...at, batchSize: 8 });
  const two = await train({ ...at, batchSize: 4, accumulation: 2 });
  assertAlike(two.weights, one.weights, 1e-5);
});

Deno.test("trainAdapter() cuts batches to fit the memory without changing the result", async () => {
  const at = { maxSteps: 4 };
  const whole = await train(at);
  const cut = await train(at, { tokenBudget: 9 });
  assertAlike(cut.weights, whole.weights, 1e-5);
});

Deno.test("trainAdapter() changes nothing at a learning rate of 0", async () => {
  const gpu = await sharedGpu();
  const { adapter } = await tinyTask(gpu);
  const { weights } = await train({ learningRate: 0 });
  for (const [name, { data }] of allOf(adapter)) {
    deepStrictEqual(weights.get(name)!.data, data, name);
  }
});

Deno.test("trainAdapter() stops when the loss is no longer a number", async () => {
  await rejects(train({ learningRate: 1e38, maxGradNorm: 0 }), {
    name: "Failure",
    kind: "failure",
    message:
      "Cannot go on training: the loss is NaN before step 2, expected a finite number (try a smaller --learning-rate)",
  });
});

Deno.test("trainAdapter() keeps no weights that its last step has spoilt", async () => {
  const how = { learningRate: 1e39, maxGradNorm: 0, maxSteps: 1 };
  await rejects(train(how), {
    name: "Failure",
    kind: "failure",
    message:
      /^Cannot finish training: a weight in "\S+" is -?(?:NaN|Infinity) after step 1, expected finite numbers \(try a smaller --learning-rate\)$/,
  });
});

Deno.test("trainAdapter() fails by the loss before an epoch's end is measured", async () => {
  const how = { learningRate: 1e38, maxGradNorm: 0, epochs: 60 };
  const onEpoch = () => Promise.reject(new Error("measured"));
  await rejects(train(how, { onEpoch }), {
    name: "Failure",
    message: /^Cannot go on training: the loss is NaN before step 2, /,
  });
});

Deno.test("trainAdapter() hears of each epoch with the weights of that time", async () => {
  const gpu = await sharedGpu();
  const { model, start, encoded, adapter } = await tinyTask(gpu);
  const seen: Float32Array[] = [];
  const { weights, history } = await trainAdapter(
    model,
    start,
    encoded,
    tinySettings,
    {
      async onEpoch(epoch, classify) {
        const { logits } = await evaluate(gpu, classify, encoded, places);
        seen.push(logits);
        return { epoch };
      },
    },
  );
  strictEqual(seen.length, 4);
  notDeepStrictEqual(seen[2], seen[3]);
  const classify = classifierOf(model, adapter, weights);
  const { logits } = await evaluate(gpu, classify, encoded, places);
  assertClose(seen[3]!, logits, { tolerance: 1e-5, what: "logits" });
  deepStrictEqual(history.at(-1), { epoch: 4 });
});

/** Trains to an epoch, is stopped, and goes on in another process's stead. */
async function interrupted(epoch: number, path: string, conditions = {}) {
  const stop = new AbortController();
  const checkpoint = { path, conditions, every: 3 };
  const reason = new Error("stopped");
  await rejects(
    train({}, {
      dropout: 0.1,
      checkpoint,
      signal: stop.signal,
      onEpoch(done) {
        if (done === epoch) stop.abort(reason);
        return Promise.resolve({ epoch: done });
      },
    }),
    reason,
  );
  return await trainAnew({}, {
    dropout: 0.1,
    checkpoint,
    onEpoch: (done) => Promise.resolve({ epoch: done }),
  });
}

Deno.test("trainAdapter() goes on after a stop as if there had been none", async () => {
  await inTemporaryFolder(async (folder) => {
    const whole = await train({}, {
      dropout: 0.1,
      onEpoch: (done) => Promise.resolve({ epoch: done }),
    });
    for (const epoch of [1, 3]) {
      const resumed = await interrupted(epoch, `${folder}/${epoch}.state`);
      deepStrictEqual(resumed, whole);
    }
  });
});

Deno.test("trainAdapter() logs the same losses if it is stopped between two of them", async () => {
  await inTemporaryFolder(async (folder) => {
    const at = { maxSteps: 52, batchSize: 16 }; // logged every second step
    const { history } = await train(at);
    strictEqual(history.length, 26);
    const stop = new AbortController();
    const checkpoint = { path: `${folder}/s`, conditions: {}, every: 100 };
    const onEpoch = (epoch: number) => {
      if (epoch === 3) stop.abort(new Error("stop"));
      return Promise.resolve({});
    };
    await rejects(
      train(at, { checkpoint, signal: stop.signal, onEpoch }),
      new Error("stop"),
    );
    const resumed = await trainAnew(at, { checkpoint });
    const losses = resumed.history.filter((one) => "loss" in one);
    deepStrictEqual(losses, history);
  });
});

Deno.test("trainAdapter() goes on from the last saving after a crash", async () => {
  await inTemporaryFolder(async (folder) => {
    const checkpoint = { path: `${folder}/s`, conditions: {}, every: 3 };
    const crash = new Error("no power");
    await rejects(
      train({}, {
        dropout: 0.1,
        checkpoint,
        onEpoch: (done) =>
          done === 2 ? Promise.reject(crash) : Promise.resolve({}),
      }),
      crash,
    ); // in step 4, after a saving in step 3
    const { weights } = await trainAnew({}, { dropout: 0.1, checkpoint });
    deepStrictEqual(weights, (await train({}, { dropout: 0.1 })).weights);
  });
});

Deno.test("trainAdapter() leaves no memory behind, whether it ends or is stopped", async () => {
  const gpu = await Gpu.open();
  const { model, start, encoded } = await tinyTask(gpu);
  const settings = { ...tinySettings, epochs: 1 };
  await trainAdapter(model, start, encoded, settings);
  const peak = gpu.memory.heldPeak;
  const stopped = { signal: AbortSignal.abort(new Error("stop")) };
  for (let i = 0; i < 3; i++) {
    await rejects(
      trainAdapter(model, start, encoded, settings, stopped),
      new Error("stop"),
    );
    await trainAdapter(model, start, encoded, settings);
  }
  strictEqual(gpu.memory.heldPeak, peak);
  gpu.close();
});
