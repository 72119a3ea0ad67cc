import { deepStrictEqual, ok, rejects } from "node:assert/strict";
import { random } from "../../lib/math/random.ts";
import { Failure } from "../../lib/io/failure.ts";
import type { Weights } from "../../lib/io/safetensors.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { adapterShapes, drawAdapter } from "../../lib/adapter/adapter.ts";
import type { AdapterConfig } from "../../lib/adapter/config.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import {
  countCorrectOfMixtures,
  rightAnswers,
} from "../../lib/evaluate/mixtures.ts";
import { stackAdapters } from "../../lib/evaluate/stack.ts";
import { average } from "../../lib/mix/average.ts";
import type { Model } from "../../lib/model/loaded.ts";
import { frozen } from "../../lib/model/params.ts";
import { loadParityCase } from "../parity.ts";

const options = { firstPosition: 2, tokenBudget: 64 };
const subsets = [[0], [1], [2], [3], [0, 1], [3, 2], [0, 1, 2], [0, 1, 2, 3]];

/** A target and four adapters of its kind that disagree, the fixture's among them. */
async function opened(kind: string) {
  const gpu = await Gpu.open();
  const parity = await loadParityCase(gpu, `roberta-${kind}`);
  const { model, adapter, encoded } = parity;
  const config = adapter.config!;
  const made = [1, 2, 3].map((seed): Weights => {
    const drawn = drawAdapter(
      { ...config, init_weights: "bert" },
      model.config,
      random(seed, "adapter"),
    );
    return new Map(
      [...drawn].map(([name, { shape, data }]) => [
        name,
        { shape, data: data.map((v) => 40 * v) },
      ]),
    );
  });
  const target = { head: adapter.head!, encoded };
  return { gpu, model, config, adapters: [adapter.weights, ...made], target };
}

/** A model whose frozen weights and activations are stored in f16. */
const inHalf = (model: Model): Model => ({
  ...model,
  dtype: "f16",
  params: frozen(model.gpu, model.weights, "a model", "f16"),
});

const kinds = ["pfeiffer", "houlsby", "lora"];
const forms = kinds.flatMap((kind) => [[kind, "f32"], [kind, "f16"]] as const);

for (const [kind, dtype] of forms) {
  Deno.test(`countCorrectOfMixtures() of ${kind} in ${dtype} counts as evaluate() does of the average, alone and beside another mixture`, async () => {
    const { gpu, model: full, config, adapters, target } = await opened(kind);
    const model = dtype === "f16" ? inHalf(full) : full;
    const stack = stackAdapters(gpu, config, adapters);
    const reference = await rightAnswers(model, stack, target, [0], options);
    const counts = await countCorrectOfMixtures(
      model,
      stack,
      target,
      subsets,
      { ...options, reference },
    );
    const expected: boolean[][] = [];
    for (const members of subsets) {
      using _ = gpu.scope();
      const weights = members.length === 1
        ? adapters[members[0]!]!
        : await average(gpu, members.map((at) => adapters[at]!));
      const classify = adapterClassifier(model, { config, weights, ...target });
      const { predictions, labels } = await evaluate(
        gpu,
        classify,
        target.encoded,
        options,
      );
      expected.push([...predictions].map((at, i) => at === labels[i]));
    }
    const [own] = expected;
    deepStrictEqual([...reference], own!.map(Number));
    const right = expected.map((all) => ({
      correct: all.filter(Boolean).length,
      both: all.filter((is, i) => is && own![i]).length,
    }));
    deepStrictEqual(counts, right);
    // Else a mixture might be mistaken for another one without being seen.
    ok(new Set(right.map(({ correct }) => correct)).size > 1);
    ok(right.some(({ correct, both }) => both < correct));
    gpu.close();
  });
}

for (
  const [what, change] of [
    ["parallel adapters", { is_parallel: true }],
    ["adapters in the last block alone", { leave_out: [0] }],
    ["adapters nowhere", { leave_out: [0, 1] }],
  ] as const
) {
  Deno.test(`countCorrectOfMixtures() of ${what} counts as evaluate() does`, async () => {
    const { gpu, model, target, ...pfeiffer } = await opened("pfeiffer");
    const config = { ...pfeiffer.config, ...change } as AdapterConfig;
    const names = adapterShapes(config, model.config);
    const adapters = pfeiffer.adapters.map((weights): Weights =>
      new Map([...weights].filter(([name]) => names.has(name)))
    );
    const stack = stackAdapters(gpu, config, adapters);
    const pair = await average(gpu, adapters.slice(1, 3));
    const expected: number[] = [];
    for (const weights of [...adapters, pair]) {
      using _ = gpu.scope();
      const classify = adapterClassifier(model, { config, weights, ...target });
      const { encoded } = target;
      const { predictions, labels } = await evaluate(
        gpu,
        classify,
        encoded,
        options,
      );
      expected.push(predictions.filter((at, i) => at === labels[i]).length);
    }
    const counts = await countCorrectOfMixtures(
      model,
      stack,
      target,
      [[0], [1], [2], [3], [1, 2]],
      options,
    );
    deepStrictEqual(counts.map(({ correct }) => correct), expected);
    gpu.close();
  });
}

Deno.test("countCorrectOfMixtures() refuses a mixture whose logits are no numbers", async () => {
  const { gpu, model, config, adapters, target } = await opened("pfeiffer");
  const weights = new Map(
    [...target.head.weights].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map(() => NaN) },
    ]),
  );
  const spoilt = { ...target, head: { ...target.head, weights } };
  const stack = stackAdapters(gpu, config, adapters);
  await rejects(
    countCorrectOfMixtures(model, stack, spoilt, [[0], [0, 1]], options),
    new Failure(
      "failure",
      "Cannot evaluate mixture 1 of 2: a loss is infinite or no number, expected finite numbers",
    ),
  );
  gpu.close();
});

Deno.test("countCorrectOfMixtures() counts more mixtures than go through at one time", async () => {
  const { gpu, model, config, adapters, target } = await opened("pfeiffer");
  const encoded = target.encoded.slice(0, 4);
  const stack = stackAdapters(gpu, config, adapters);
  const mixtures = Array.from({ length: 70 }, (_, i) => subsets[i % 8]!);
  const counts = await countCorrectOfMixtures(
    model,
    stack,
    { ...target, encoded },
    mixtures,
    { ...options, tokenBudget: 4096 },
  );
  deepStrictEqual(counts.slice(64), counts.slice(0, 6));
  deepStrictEqual(counts.slice(8, 16), counts.slice(0, 8));
  gpu.close();
});
