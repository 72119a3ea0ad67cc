/**
 * Accuracies of many mixtures on one target, beside judging them one by one with
 * the same kernels.
 *
 * @module
 */
import { loadDataset } from "../data/mod.ts";
import { adapterWrapper, drawAdapter } from "../lib/adapter/adapter.ts";
import type { AdapterConfig } from "../lib/adapter/config.ts";
import { kinds } from "../lib/adapter/kinds.ts";
import { packedBatches } from "../lib/evaluate/evaluate.ts";
import { mixtureFlops } from "../lib/evaluate/flops.ts";
import type { Target } from "../lib/evaluate/mixture_passes.ts";
import { countCorrectOfMixtures } from "../lib/evaluate/mixtures.ts";
import { mixStack, type Stack, stackAdapters } from "../lib/evaluate/stack.ts";
import { random } from "../lib/math/random.ts";
import { sendParams } from "../lib/model/arena.ts";
import { sendBatch } from "../lib/model/batch.ts";
import { classifier } from "../lib/model/classifier.ts";
import { firstPosition } from "../lib/model/config.ts";
import { adapterHubHead, drawHead } from "../lib/model/head.ts";
import { encodeExamples, loadModel, type Model } from "../lib/model/loaded.ts";
import { firstOf } from "../lib/model/params.ts";
import { crossEntropy } from "../lib/ops/cross_entropy.ts";
import { newTally, readTally, tally } from "../lib/ops/tally.ts";
import { EMBEDDED_MODEL } from "../lib/io/embedded_model.ts";
import { race } from "./measure.ts";
import { drawSubsets } from "./subsets.ts";
import {
  deviceOf,
  expectNumbers,
  type Measurement,
  onHost,
  outcome,
  rounded,
  type Workbench,
} from "./workbench.ts";

const ADAPTERS = 13;

/** Test examples of the target. */
const EXAMPLES = 100;

/** Mixtures that are judged between two read-backs. */
const MIXTURES = 64;

/** The kinds of adapter that paper 1 mixes. */
const KINDS = ["pfeiffer", "houlsby", "lora"] as const;

/** Measures the embedded model with untrained adapters of each kind. */
export async function* mixtureAccuracy(
  { gpu, effort }: Workbench,
): AsyncGenerator<Measurement> {
  const model = await loadModel(gpu, EMBEDDED_MODEL);
  const { hidden_size: hidden } = model.config;
  const options = {
    firstPosition: firstPosition(model.config),
    tokenBudget: 8192,
  };
  const target = await drawTarget(model);
  const subsets = drawSubsets(ADAPTERS, MIXTURES);
  for (const kind of KINDS) {
    using _ = gpu.scope();
    const config = {
      ...kinds[kind]({ hidden, width: kind === "lora" ? 4 : 16 }),
      init_weights: "bert",
    } as AdapterConfig;
    const stack = drawStack(model, config);
    const together = async () => {
      const counts = await countCorrectOfMixtures(
        model,
        stack,
        target,
        subsets,
        options,
      );
      return counts.map(({ correct }) => correct);
    };
    const alone = () => oneByOne(model, stack, target, { subsets, ...options });
    expectNumbers("mixtures", await together(), await alone(), 0);
    const others = [onHost("one_by_one", alone)];
    const ours = onHost("ours", together);
    const result = await race([ours, ...others], effort);
    const { shared, own } = mixtureFlops(
      { encoder: model.config, adapter: config },
      target.encoded.map(({ ids }) => ids.length),
    );
    const { median } = result.spread("ours");
    yield {
      bench: "mixture_accuracy",
      ...deviceOf(gpu),
      kind,
      mixtures: MIXTURES,
      examples: EXAMPLES,
      tokens: target.encoded.reduce((sum, { ids }) => sum + ids.length, 0),
      ms_per_mixture: rounded(1000 * median / MIXTURES),
      gflops: rounded((shared + MIXTURES * own) / median / 1e9),
      ...outcome(result, others),
    };
  }
}

/** A made-up domain's examples under a head that has learned nothing. */
async function drawTarget(model: Model): Promise<Target> {
  const { labels, test } = await loadDataset("reviews", { seed: 42 });
  const config = adapterHubHead(labels);
  const weights = drawHead(config, model.config, random(1, "head"));
  const encoded = encodeExamples(model, test.slice(0, EXAMPLES), 128);
  return { head: { config, weights }, encoded };
}

function drawStack({ gpu, config: encoder }: Model, config: AdapterConfig) {
  const adapters = Array.from(
    { length: ADAPTERS },
    (_, i) => drawAdapter(config, encoder, random(i, "adapter")),
  );
  return stackAdapters(gpu, config, adapters);
}

/** Each mixture by itself through the whole network; answers are read at the end. */
async function oneByOne(
  model: Model,
  stack: Stack,
  target: Target,
  { subsets, ...options }: Parameters<typeof packedBatches>[1] & {
    subsets: readonly number[][];
  },
): Promise<number[]> {
  const { gpu, config } = model;
  using _ = gpu.scope();
  const head = sendParams(gpu, target.head.weights);
  const batches = packedBatches(target.encoded, options)
    .map((packed) => sendBatch(gpu, packed));
  const totals = newTally(gpu, subsets.length);
  subsets.forEach((members, slot) => {
    using _ = gpu.scope();
    const own = firstOf(mixStack(gpu, stack, [members]), head);
    const params = firstOf(own, model.params);
    const classify = classifier(gpu, {
      config,
      head: target.head.config,
      params,
      wrapper: adapterWrapper(stack.config, config, params),
    });
    for (const batch of batches) {
      using _ = gpu.scope();
      const [logits] = classify(batch);
      const labels = gpu.tensor([batch.labels.length], batch.labels);
      tally(totals, slot, crossEntropy(logits, labels));
    }
    gpu.flush();
  });
  return (await readTally(totals)).map(({ correct }) => correct);
}
