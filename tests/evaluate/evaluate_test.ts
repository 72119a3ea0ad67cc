import { deepStrictEqual, rejects, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import type { Classifier } from "../../lib/model/classifier.ts";
import { evaluate, packedBatches } from "../../lib/evaluate/evaluate.ts";
import { loadParityCase } from "../parity.ts";
import { assertClose } from "../check.ts";

const options = { firstPosition: 2, tokenBudget: 64 };

/** The parity fixture's examples, their classifier and a device. */
async function opened() {
  const gpu = await Gpu.open();
  const { model, adapter, encoded } = await loadParityCase(
    gpu,
    "roberta-pfeiffer",
  );
  const parts = { ...adapter, head: adapter.head! };
  return { gpu, encoded, classify: adapterClassifier(model, parts) };
}

Deno.test("evaluate() gives logits, predictions and labels in the examples' order", async () => {
  const { gpu, encoded, classify } = await opened();
  const { logits, predictions, labels } = await evaluate(
    gpu,
    classify,
    encoded,
    options,
  );
  deepStrictEqual([...labels], encoded.map(({ label }) => label));
  for (const [i, example] of encoded.entries()) {
    const alone = [{ ...example, index: 0 }];
    const own = await evaluate(gpu, classify, alone, options);
    assertClose(logits.subarray(2 * i, 2 * i + 2), own.logits, {
      tolerance: 1e-5,
      what: `logits of ${i}`,
    });
    strictEqual(predictions[i], own.predictions[0]);
    strictEqual(predictions[i], Number(logits[2 * i + 1]! > logits[2 * i]!));
  }
  gpu.close();
});

Deno.test("evaluate() gives the same answers whatever the token budget", async () => {
  const { gpu, encoded, classify } = await opened();
  const outcome = async (tokenBudget: number) =>
    await evaluate(gpu, classify, encoded, { ...options, tokenBudget });
  const whole = await outcome(10_000);
  for (const tokenBudget of [1, 40]) {
    const cut = await outcome(tokenBudget);
    assertClose(cut.logits, whole.logits, { tolerance: 1e-5, what: "logits" });
    deepStrictEqual(cut.labels, whole.labels);
  }
  gpu.close();
});

/** A classifier that gives each example a row of logits, of three classes. */
function saying(gpu: Gpu, rows: readonly (readonly number[])[]): Classifier {
  return ({ indices }) => {
    const values = [...indices].flatMap((index) => rows[index]!);
    const logits = gpu.tensor([indices.length, 3], new Float32Array(values));
    return [logits, () => undefined];
  };
}

Deno.test("evaluate() predicts the first of several largest logits", async () => {
  const gpu = await Gpu.open();
  const { encoded } = await loadParityCase(gpu, "roberta-pfeiffer");
  const rows = [[1, 3, 3], [2, 2, 2], [-5, -4, -6]];
  const examples = encoded.slice(0, 3);
  const classify = saying(gpu, rows);
  const { predictions } = await evaluate(gpu, classify, examples, options);
  deepStrictEqual([...predictions], [1, 0, 1]);
  gpu.close();
});

Deno.test("evaluate() refuses logits of which none is the largest", async () => {
  const gpu = await Gpu.open();
  const { encoded } = await loadParityCase(gpu, "roberta-pfeiffer");
  const examples = encoded.slice(0, 2);
  for (const value of [NaN, Infinity]) {
    const classify = saying(gpu, [[1, 2, 3], [1, value, 3]]);
    await rejects(evaluate(gpu, classify, examples, options), {
      name: "Failure",
      kind: "failure",
      message:
        `Cannot evaluate: a logit of example 2 is ${value}, expected finite numbers`,
    });
  }
  gpu.close();
});

Deno.test("evaluate() leaves no memory behind", async () => {
  const { gpu, encoded, classify } = await opened();
  await evaluate(gpu, classify, encoded, options);
  const peak = gpu.memory.heldPeak;
  await evaluate(gpu, classify, encoded, options);
  strictEqual(gpu.memory.heldPeak, peak);
  gpu.close();
});

Deno.test("packedBatches() packs each example once, within the token budget", async () => {
  const { gpu, encoded } = await opened();
  const batches = packedBatches(encoded, options);
  for (const { ids } of batches) strictEqual(ids.length <= 64, true);
  deepStrictEqual(
    batches.flatMap(({ indices }) => [...indices]).sort((a, b) => a - b),
    encoded.map((_, i) => i),
  );
  gpu.close();
});
