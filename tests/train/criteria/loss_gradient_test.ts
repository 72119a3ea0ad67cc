import { deepStrictEqual, ok } from "node:assert/strict";
import type { HostTensor, Weights } from "../../../lib/io/safetensors.ts";
import { adapterClassifier } from "../../../lib/adapter/classify.ts";
import { evaluate } from "../../../lib/evaluate/evaluate.ts";
import { probabilities } from "../../../lib/evaluate/probabilities.ts";
import { lossGradient } from "../../../lib/train/criteria/loss_gradient.ts";
import { assertClose, normals } from "../../check.ts";
import { loadParityCase } from "../../parity.ts";
import { sharedGpu } from "../../shared_gpu.ts";

/** A case with its adapter's parts. */
async function opened(kind: string) {
  const gpu = await sharedGpu();
  const found = await loadParityCase(gpu, `roberta-${kind}`);
  const { weights, config, head } = found.adapter;
  const headed = { config: config!, head: head! };
  return { ...found, gpu, weights, headed, encoded: found.encoded.slice(0, 5) };
}

for (const kind of ["pfeiffer", "houlsby", "lora"]) {
  Deno.test(`lossGradient() of ${kind} fits the differences of the mean loss`, async () => {
    const { gpu, model, weights, headed, encoded } = await opened(kind);
    const gradient = await lossGradient(model, headed, encoded)(weights);
    deepStrictEqual(
      [...gradient].map(([name, { shape }]) => [name, shape]),
      [...weights].map(([name, { shape }]) => [name, shape]),
    );
    const lossAt = async (weights: Weights) => {
      using _ = gpu.scope();
      const classify = adapterClassifier(model, { ...headed, weights });
      const at = { firstPosition: 2, tokenBudget: 64 };
      const outcome = await evaluate(gpu, classify, encoded, at);
      const shares = probabilities(outcome);
      const classes = shares.length / encoded.length;
      let sum = 0;
      outcome.labels.forEach((label, row) => {
        sum -= Math.log(shares[row * classes + label]!);
      });
      return sum / encoded.length;
    };
    for (const [name, { shape, data }] of weights) {
      const t = normals(data.length, 5);
      const h = 1e-2;
      const moved = (by: number) =>
        new Map<string, HostTensor>([
          ...weights,
          [name, { shape, data: data.map((v, i) => v + by * t[i]!) }],
        ]);
      const slopes = gradient.get(name)!.data;
      const expected = (await lossAt(moved(h)) - await lossAt(moved(-h))) /
        (2 * h);
      const slope = t.reduce((sum, v, i) => sum + v * slopes[i]!, 0);
      // The differences are of float32 results.
      const tolerance = 0.01 * Math.hypot(...slopes) * Math.hypot(...t) + 2e-5;
      ok(
        Math.abs(slope - expected) <= tolerance,
        `${name}: slope ${slope}, expected ${expected} to ${tolerance}`,
      );
    }
  });
}

Deno.test("lossGradient() is the mean over the examples, however they are cut", async () => {
  const { model, weights, headed, encoded } = await opened("pfeiffer");
  const of = async (some: typeof encoded, tokenBudget = 8192) =>
    await lossGradient(model, headed, some, { tokenBudget })(weights);
  const whole = await of(encoded);
  const cut = await of(encoded, 1);
  const single = await Promise.all(encoded.map((one) => of([one])));
  for (const [name, { data }] of whole) {
    const mean = data.map((_, i) =>
      single.reduce((sum, one) => sum + one.get(name)!.data[i]!, 0) /
      encoded.length
    );
    assertClose(data, mean, { tolerance: 1e-6, what: name });
    assertClose(cut.get(name)!.data, mean, { tolerance: 1e-6, what: name });
  }
});
