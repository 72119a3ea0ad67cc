/**
 * Runs a classifier over a test set.
 *
 * @module
 */
import { Failure } from "../io/failure.ts";
import { budgetBatches, type Encoded, pack } from "../text/batches.ts";
import type { Gpu } from "../gpu/gpu.ts";
import type { Tensor } from "../gpu/tensor.ts";
import { sendBatch } from "../model/batch.ts";
import type { Classifier } from "../model/classifier.ts";

/** How a test set is put together. */
export interface EvaluateOptions {
  /** Position id of a sequence's first token. */
  readonly firstPosition: number;
  /** Most tokens that go through the network at one time. */
  readonly tokenBudget: number;
}

/** What a classifier says of a test set, in the test set's order. */
export interface Outcome {
  /** Logits, [examples, classes]. */
  readonly logits: Float32Array<ArrayBuffer>;
  /** Most likely class of each example; the first one of several. */
  readonly predictions: Uint32Array<ArrayBuffer>;
  readonly labels: Uint32Array<ArrayBuffer>;
}

/**
 * Gives the logits and predictions of every example.
 *
 * @param gpu Device to run on.
 * @param classify The classifier.
 * @param encoded The examples.
 * @param options Positions and memory.
 * @throws {Failure} If a logit is infinite or no number: the class that is predicted
 * then is the first one, whatever the example.
 */
export async function evaluate(
  gpu: Gpu,
  classify: Classifier,
  encoded: readonly Encoded[],
  options: EvaluateOptions,
): Promise<Outcome> {
  const outcome = await rawOutcome(gpu, classify, encoded, options);
  const { logits } = outcome;
  const wrong = logits.findIndex((logit) => !Number.isFinite(logit));
  if (wrong < 0) return outcome;
  const example = Math.floor(wrong * encoded.length / logits.length);
  throw new Failure(
    "failure",
    `Cannot evaluate: a logit of example ${example + 1} is ${
      logits[wrong]
    }, expected finite numbers`,
  );
}

/**
 * Gives the logits and predictions of every example, whatever the logits are.
 *
 * @param gpu Device to run on.
 * @param classify The classifier.
 * @param encoded The examples.
 * @param options Positions and memory.
 */
export async function rawOutcome(
  gpu: Gpu,
  classify: Classifier,
  encoded: readonly Encoded[],
  options: EvaluateOptions,
): Promise<Outcome> {
  using _ = gpu.scope();
  const parts: { logits: Tensor; indices: Uint32Array }[] = [];
  for (const packed of packedBatches(encoded, options)) {
    using inner = gpu.scope();
    const [logits] = classify(sendBatch(gpu, packed));
    inner.keep(logits);
    parts.push({ logits, indices: packed.indices });
    gpu.flush();
  }
  const classes = parts[0]?.logits.shape[1] ?? 0;
  const logits = new Float32Array(encoded.length * classes);
  for (const part of parts) {
    const rows = await gpu.read(part.logits);
    part.indices.forEach((index, row) => {
      const own = rows.subarray(row * classes, (row + 1) * classes);
      logits.set(own, index * classes);
    });
  }
  const predictions = new Uint32Array(encoded.length);
  predictions.forEach((_, i) => {
    predictions[i] = largest(logits.subarray(i * classes, (i + 1) * classes));
  });
  const labels = Uint32Array.from(encoded, ({ label }) => label);
  return { logits, predictions, labels };
}

/** Packs a test set, longest examples together, up to a token budget a batch. */
export function packedBatches(
  encoded: readonly Encoded[],
  { firstPosition, tokenBudget }: EvaluateOptions,
) {
  return budgetBatches(encoded, { tokens: tokenBudget })
    .map((batch) => pack(batch, { firstPosition }));
}

/** Place of the largest value; the first one of several. */
function largest(values: Float32Array): number {
  let best = 0;
  values.forEach((value, i) => {
    if (value > values[best]!) best = i;
  });
  return best;
}
