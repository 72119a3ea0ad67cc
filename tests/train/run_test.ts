import {
  deepStrictEqual,
  notDeepStrictEqual,
  rejects,
  strictEqual,
} from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { adapterHubHead } from "../../lib/model/head.ts";
import { loadModel, type Model } from "../../lib/model/loaded.ts";
import {
  adapterClassifier,
  modelHead,
  staticHead,
} from "../../lib/adapter/classify.ts";
import { untrainedAdapter } from "../../lib/adapter/initial.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import { encoderShapes } from "../../lib/model/draw.ts";
import { encodeExamples } from "../../lib/model/loaded.ts";
import { firstPosition } from "../../lib/model/config.ts";
import {
  type Reach,
  runTraining,
  type TrainTask,
} from "../../lib/train/run.ts";
import { writeTrained } from "../../lib/train/output.ts";
import { assertClose } from "../check.ts";
import { inTemporaryFolder, namesIn } from "../io/temporary_folder.ts";
import { parityFolder } from "../parity.ts";
import { sharedGpu } from "../shared_gpu.ts";
import { tinyExamples, tinySettings, tinyTask } from "./tiny_task.ts";

/** The tiny task as a run, whose state is kept in a folder. */
function taskIn(folder: string, changes: Partial<TrainTask>): TrainTask {
  return {
    dataset: "tiny",
    examples: tinyExamples,
    start: undefined as never,
    reach: "adapter",
    settings: { ...tinySettings, epochs: 1 },
    maxLength: 16,
    label: "train tiny",
    statePath: `${folder}/.out.state`,
    saveEvery: 100,
    ...changes,
  };
}

/** What a model and task start from without an adapter. */
const headAlone = (model: Model, labels = ["bad", "good"]) =>
  untrainedAdapter(model, {
    name: "tiny",
    config: undefined,
    head: staticHead(model.config.model_type, labels),
    adapterSeed: 1,
    seed: 2,
  });

Deno.test("runTraining() trains adapter and head, and says how", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await sharedGpu();
    const { model, adapter: start } = await tinyTask(gpu);
    const task = taskIn(folder, { start });
    const { adapter, encoder, steps, history } = await runTraining(model, task);
    strictEqual(encoder, undefined);
    strictEqual(steps, 2);
    deepStrictEqual([...adapter.weights.keys()], [...start.weights.keys()]);
    for (const [name, { data }] of adapter.weights) {
      notDeepStrictEqual(data, start.weights.get(name)!.data, name);
    }
    for (const [name, { data }] of adapter.head!.weights) {
      notDeepStrictEqual(data, start.head!.weights.get(name)!.data, name);
    }
    const { metadata } = adapter;
    strictEqual(metadata.dataset, "tiny");
    strictEqual(metadata.seed, "7");
    strictEqual(metadata.initial_weights, start.metadata.initial_weights);
    deepStrictEqual(JSON.parse(metadata.history!), history);
  });
});

Deno.test("runTraining() keeps of the start's metadata what is true afterwards", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await sharedGpu();
    const { model, adapter } = await tinyTask(gpu);
    const made = {
      mixed: '{"method":"average"}',
      fsd: "{}",
      shared_initial_weights: "yes",
      pruned: '{"from":"a"}',
    };
    const metadata = { ...adapter.metadata, ...made, note: "x" };
    const start = { ...adapter, metadata };
    const settings = { ...tinySettings, maxSteps: 1 };
    const mask = new Map(
      [...adapter.weights].map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map(() => 1) },
      ]),
    );
    for (
      const [changes, kept] of [
        [{}, []],
        [{ mask }, ["pruned"]],
        [{ reach: "head" }, Object.keys(made)],
      ] as const
    ) {
      const task = taskIn(folder, { start, settings, ...changes });
      const { metadata } = (await runTraining(model, task)).adapter;
      strictEqual(metadata.note, "x");
      deepStrictEqual(Object.keys(made).filter((key) => key in metadata), kept);
    }
  });
});

Deno.test("runTraining() of the head leaves the adapter as it is", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await sharedGpu();
    const { model, adapter: start } = await tinyTask(gpu);
    const task = taskIn(folder, { start, reach: "head" });
    const { adapter } = await runTraining(model, task);
    deepStrictEqual(adapter.weights, start.weights);
    for (const [name, { data }] of adapter.head!.weights) {
      notDeepStrictEqual(data, start.head!.weights.get(name)!.data, name);
    }
  });
});

for (const type of ["bert", "roberta"] as const) {
  Deno.test(`runTraining() of a whole ${type} makes a model directory that classifies alike`, async () => {
    await inTemporaryFolder(async (folder) => {
      const gpu = await sharedGpu();
      const source = `${parityFolder(`${type}-pfeiffer`)}/model`;
      const model = await loadModel(gpu, source);
      const logitsOf = async (
        model: Model,
        own: Parameters<typeof adapterClassifier>[1],
      ) => {
        const encoded = encodeExamples(model, tinyExamples, 16);
        const outcome = await evaluate(
          gpu,
          adapterClassifier(model, own),
          encoded,
          { firstPosition: firstPosition(model.config), tokenBudget: 100 },
        );
        return outcome.logits;
      };
      const validated: Float32Array[] = [];
      const task = taskIn(folder, {
        start: headAlone(model, ["bad", "so-so", "good"]),
        reach: "all",
        async validate(classify) {
          const encoded = encodeExamples(model, tinyExamples, 16);
          const { logits } = await evaluate(gpu, classify, encoded, {
            firstPosition: firstPosition(model.config),
            tokenBudget: 100,
          });
          validated.push(logits);
          return {};
        },
      });
      const { adapter, encoder } = await runTraining(model, task);
      for (const name of encoderShapes(model.config).keys()) {
        const [before, after] = [model.weights, encoder!]
          .map((weights) => weights.get(name)!.data);
        if (name.endsWith("key.bias")) continue; // softmax does not see it
        notDeepStrictEqual(after, before, name);
      }

      const out = `${folder}/out`;
      const made = { adapter, encoder: encoder! };
      await writeTrained(out, model, made, { overwrite: false });
      deepStrictEqual(namesIn(out), [
        "config.json",
        "model.safetensors",
        "tokenizer.json",
        "tokenizer_config.json",
      ]);
      const written = await loadModel(gpu, out);
      const head = modelHead(written);
      deepStrictEqual(head.config.labels, ["bad", "so-so", "good"]);
      assertClose(
        await logitsOf(written, { weights: new Map(), head }),
        validated[0]!,
        { tolerance: 1e-5, what: "logits" },
      );
    });
  });
}

/** Starts a run, stops it after its first step, and changes it. */
async function resumeChanged(
  change: (task: TrainTask) => Partial<TrainTask>,
  folder: string,
) {
  const gpu = await Gpu.open();
  const { model, adapter: start } = await tinyTask(gpu);
  const stop = new AbortController();
  const settings = { ...tinySettings, batchSize: 16, epochs: 3 };
  const task = taskIn(folder, { start, settings });
  try {
    await rejects(
      runTraining(model, {
        ...task,
        validate: () => Promise.resolve(stop.abort(new Error("stop")) ?? {}),
        signal: stop.signal,
      }),
      new Error("stop"),
    );
    return await runTraining(model, { ...task, ...change(task) });
  } finally {
    gpu.close();
  }
}

const changes: [
  name: string,
  change: (task: TrainTask) => Partial<TrainTask>,
  problem: string,
][] = [
  [
    "settings",
    ({ settings }) => ({ settings: { ...settings, learningRate: 0.5 } }),
    "its learningRate is 0.02, expected 0.5",
  ],
  [
    "reach",
    () => ({ reach: "head" as Reach }),
    "its train is adapter, expected head",
  ],
  ["length", () => ({ maxLength: 12 }), "its maxSeqLength is 16, expected 12"],
  ["data set", () => ({ dataset: "rct" }), "its dataset is tiny, expected rct"],
];

for (const [name, change, problem] of changes) {
  Deno.test(`runTraining() does not go on under another ${name}`, async () => {
    await inTemporaryFolder(async (folder) => {
      await rejects(resumeChanged(change, folder), {
        kind: "input",
        message:
          `Cannot resume "${folder}/.out.state": ${problem} (or --overwrite in place of --resume to start again)`,
      });
    });
  });
}

for (
  const [name, change] of [
    ["examples", () => ({ examples: tinyExamples.toReversed() })],
    ["initial weights", ({ start }: TrainTask) => ({
      start: {
        ...start,
        weights: new Map(
          [...start.weights].map((
            [name, { shape, data }],
          ) => [name, { shape, data: data.map((v) => -v) }]),
        ),
      },
    })],
    ["adapter", ({ start }: TrainTask) => ({
      start: { ...start, config: { ...start.config!, dropout: 0.5 } },
    })],
  ] as const
) {
  Deno.test(`runTraining() does not go on with other ${name}`, async () => {
    await inTemporaryFolder(async (folder) => {
      await rejects(resumeChanged(change, folder), /^Failure: Cannot resume/);
    });
  });
}

Deno.test("runTraining() goes on under the same conditions", async () => {
  await inTemporaryFolder(async (folder) => {
    const { history } = await resumeChanged(() => ({}), folder);
    deepStrictEqual(history.map((one) => Object.keys(one)), [
      ["step", "loss", "accuracy"],
      [],
      ["step", "loss", "accuracy"],
      ["step", "loss", "accuracy"],
    ]);
  });
});

Deno.test("runTraining() takes a head of AdapterHub's shape with no adapter", async () => {
  await inTemporaryFolder(async (folder) => {
    const gpu = await sharedGpu();
    const { model } = await tinyTask(gpu);
    const start = {
      ...untrainedAdapter(model, {
        name: "tiny",
        config: undefined,
        head: adapterHubHead(["bad", "good"]),
        adapterSeed: 1,
        seed: 2,
      }),
    };
    const task = taskIn(folder, { start, reach: "head" });
    const { adapter } = await runTraining(model, task);
    strictEqual(adapter.weights.size, 0);
    strictEqual(adapter.config, undefined);
  });
});
