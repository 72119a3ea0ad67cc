/**
 * A test set's way through the network, to be timed.
 *
 * @module
 */
import type { Gpu } from "../lib/gpu/gpu.ts";
import { adapterWrapper } from "../lib/adapter/adapter.ts";
import { packedBatches } from "../lib/evaluate/evaluate.ts";
import { sendParams } from "../lib/model/arena.ts";
import { sendBatch } from "../lib/model/batch.ts";
import { classifier } from "../lib/model/classifier.ts";
import { firstPosition } from "../lib/model/config.ts";
import { firstOf, frozen } from "../lib/model/params.ts";
import { TOKEN_BUDGET } from "../lib/train/train_adapter.ts";
import type { Candidate } from "./measure.ts";
import type { Bout } from "./step_bout.ts";
import { onGpu } from "./workbench.ts";

/**
 * Puts a bout's network on a device, with nothing trained.
 *
 * @param gpu The device; the innermost scope frees the adapter.
 * @param bout Model, adapter and sequences.
 * @returns What runs all sequences once, and what gives their logits in order.
 */
export function evaluation(gpu: Gpu, bout: Bout): {
  candidate: Candidate;
  result(): Promise<Float32Array>;
} {
  const { config, adapter, head, encoded } = bout;
  const params = firstOf(
    sendParams(gpu, bout.trained),
    frozen(gpu, bout.frozen, "bench"),
  );
  const wrapper = adapterWrapper(adapter, config, params);
  const classify = classifier(gpu, { config, head, params, wrapper });
  const batches = packedBatches(encoded, {
    firstPosition: firstPosition(config),
    tokenBudget: bout.tokenBudget ?? TOKEN_BUDGET,
  });
  const logits = () =>
    batches.map((batch) => classify(sendBatch(gpu, batch))[0]);
  return {
    candidate: onGpu("ours", gpu, logits),
    async result() {
      using _ = gpu.scope();
      const parts = await Promise.all(logits().map((part) => gpu.read(part)));
      return Float32Array.from(parts.flatMap((part) => [...part]));
    },
  };
}
