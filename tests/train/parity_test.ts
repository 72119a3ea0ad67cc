import { ok, strictEqual } from "node:assert/strict";
import { pack } from "../../lib/text/batches.ts";
import type { Profile } from "../../lib/gpu/profile.ts";
import { adapterWrapper } from "../../lib/adapter/adapter.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import { emptyArena } from "../../lib/model/arena.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { classifier } from "../../lib/model/classifier.ts";
import { firstPosition } from "../../lib/model/config.ts";
import { firstOf } from "../../lib/model/params.ts";
import { crossEntropy } from "../../lib/ops/cross_entropy.ts";
import { defaults } from "../../lib/train/settings.ts";
import { trainAdapter } from "../../lib/train/train_adapter.ts";
import { trainables } from "../../lib/train/trainables.ts";
import {
  expectedTensors,
  largestError,
  loadParityCase,
  type ParityCase,
  parityCases,
} from "../parity.ts";
import { sharedGpu } from "../shared_gpu.ts";

const TOLERANCE = 1e-4;
const PROFILES: Profile[] = ["cpu", "gpu"];

/** Adapter and head as one set of weights. */
function trainedOf({ adapter: { weights, head } }: ParityCase) {
  return new Map([...weights, ...head!.weights]);
}

for (const name of parityCases) {
  for (const profile of PROFILES) {
    Deno.test(`logits of ${name} are PyTorch's (profile ${profile})`, async () => {
      const gpu = await sharedGpu({ profile });
      const { model, adapter, encoded, expected } = await loadParityCase(
        gpu,
        name,
      );
      using _ = gpu.scope();
      const classify = adapterClassifier(model, {
        ...adapter,
        head: adapter.head!,
      });
      const { logits } = await evaluate(gpu, classify, encoded, {
        firstPosition: firstPosition(model.config),
        tokenBudget: 64,
      });
      const error = largestError(logits, expected.get("logits")!.data);
      ok(error < TOLERANCE, `largest error is ${error}`);
    });

    Deno.test(`gradients of ${name} are PyTorch's (profile ${profile})`, async () => {
      const gpu = await sharedGpu({ profile });
      const parity = await loadParityCase(gpu, name);
      const { model, adapter, encoded, expected } = parity;
      const trained = trainables(gpu, trainedOf(parity));
      const params = firstOf(trained.params, model.params);
      const classify = classifier(gpu, {
        config: model.config,
        head: adapter.head!.config,
        params,
        wrapper: adapterWrapper(adapter.config, model.config, params),
        inputGradient: true,
      });
      const batch = pack(encoded.slice(0, parity.settings.batch_size), {
        firstPosition: firstPosition(model.config),
      });
      const [logits, back] = classify(sendBatch(gpu, batch));
      const labels = gpu.tensor([batch.labels.length], batch.labels);
      const scored = crossEntropy(logits, labels);
      const dinput = back(scored.back()!)!;

      const grads = emptyArena(trained.layout, await gpu.read(trained.grads));
      const wanted = expectedTensors(expected, "grad");
      strictEqual(wanted.size, grads.size);
      for (const [tensor, { data }] of grads) {
        const error = largestError(data, wanted.get(tensor)!);
        ok(error < TOLERANCE, `${tensor}: largest error is ${error}`);
      }
      const losses = await gpu.read(scored.losses);
      const loss = losses.reduce((sum, one) => sum + one, 0) / losses.length;
      ok(largestError([loss], expected.get("loss")!.data) < TOLERANCE);

      const actual = await gpu.read(dinput);
      const padded = unpadded(
        expected.get("grad.word_embedding_output")!,
        batch.offsets,
      );
      const error = largestError(actual, padded);
      ok(error < TOLERANCE, `word embeddings: largest error is ${error}`);
    });

    Deno.test(`three steps of ${name} are PyTorch's (profile ${profile})`, async () => {
      const gpu = await sharedGpu({ profile });
      const parity = await loadParityCase(gpu, name);
      const { settings: stated, adapter, model, encoded, expected } = parity;
      const start = {
        weights: trainedOf(parity),
        config: adapter.config,
        head: adapter.head!.config,
      };
      const { weights } = await trainAdapter(model, start, encoded, {
        ...defaults,
        learningRate: stated.learning_rate!,
        batchSize: stated.batch_size!,
        maxSteps: stated.steps!,
        warmupRatio: stated.warmup_ratio!,
        weightDecay: stated.weight_decay!,
        maxGradNorm: stated.max_grad_norm!,
        shuffle: false,
      });
      const wanted = expectedTensors(expected, "step3");
      strictEqual(wanted.size, weights.size);
      for (const [tensor, { data }] of weights) {
        const error = largestError(data, wanted.get(tensor)!);
        ok(error < TOLERANCE, `${tensor}: largest error is ${error}`);
      }
    });
  }
}

/** The rows of a padded batch, [sequences, longest, hidden], without padding. */
function unpadded(
  { shape: [, longest = 0, hidden = 0], data }: {
    shape: readonly number[];
    data: Float32Array;
  },
  offsets: Uint32Array,
): Float32Array {
  const rows = new Float32Array(offsets.at(-1)! * hidden);
  for (let s = 0; s + 1 < offsets.length; s++) {
    const [start, end] = [offsets[s]!, offsets[s + 1]!];
    const from = s * longest * hidden;
    const own = data.subarray(from, from + (end - start) * hidden);
    rows.set(own, start * hidden);
  }
  return rows;
}
