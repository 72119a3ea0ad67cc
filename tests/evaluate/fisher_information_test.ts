import { deepStrictEqual, ok } from "node:assert/strict";
import type { HostTensor, Weights } from "../../lib/io/safetensors.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import { fisherInformation } from "../../lib/evaluate/fisher_information.ts";
import { probabilities } from "../../lib/evaluate/probabilities.ts";
import { assertClose } from "../check.ts";
import { loadParityCase } from "../parity.ts";
import { sharedGpu } from "../shared_gpu.ts";

const options = { firstPosition: 2, tokenBudget: 64 };

/** A case with all that an adapter with a head consists of. */
async function opened(kind: string) {
  const gpu = await sharedGpu();
  const { model, adapter, encoded } = await loadParityCase(
    gpu,
    `roberta-${kind}`,
  );
  const { weights, config, head } = adapter;
  const headed = { weights, config: config!, head: head! };
  return { gpu, model, headed, encoded: encoded.slice(0, 3) };
}

/** The weights with one number moved. */
function moved(weights: Weights, name: string, at: number, by: number) {
  const tensor = weights.get(name)!;
  const data = tensor.data.slice();
  data[at]! += by;
  return new Map<string, HostTensor>([...weights, [name, { ...tensor, data }]]);
}

for (const kind of ["pfeiffer", "houlsby", "lora"]) {
  Deno.test(`fisherInformation() of ${kind} is the expected square of the differences of log p`, async () => {
    const { gpu, model, headed, encoded } = await opened(kind);
    const found = await fisherInformation(model, headed, encoded, options);
    deepStrictEqual([...found.keys()], [...headed.weights.keys()]);
    const logsOf = async (weights: Weights) => {
      using _ = gpu.scope();
      const classify = adapterClassifier(model, { ...headed, weights });
      const outcome = await evaluate(gpu, classify, encoded, options);
      return probabilities(outcome).map(Math.log);
    };
    const logs = await logsOf(headed.weights);
    for (const [name, { data }] of found) {
      const at = data.indexOf(Math.max(...data)); // where it shows best
      const h = 1e-2;
      const [above, below] = [
        await logsOf(moved(headed.weights, name, at, h)),
        await logsOf(moved(headed.weights, name, at, -h)),
      ];
      let sum = 0;
      logs.forEach((log, i) => {
        const slope = (above[i]! - below[i]!) / (2 * h);
        sum += Math.exp(log) * slope ** 2;
      });
      const expected = sum / encoded.length;
      // The differences are of float32 results.
      ok(
        Math.abs(data[at]! - expected) <= 0.03 * expected + 1e-7,
        `${name}[${at}] is ${data[at]}, expected ${expected}`,
      );
    }
  });
}

Deno.test("fisherInformation() does not look at labels, and is the mean over examples", async () => {
  const { model, headed, encoded } = await opened("pfeiffer");
  const of = (some: typeof encoded) =>
    fisherInformation(model, headed, some, options);
  const both = await of(encoded.slice(0, 2));
  const [first, second] = [
    await of([{ ...encoded[0]!, label: 1 - encoded[0]!.label }]),
    await of([encoded[1]!]),
  ];
  for (const [name, { data }] of both) {
    const [a, b] = [first.get(name)!.data, second.get(name)!.data];
    assertClose(data, a.map((value, i) => (value + b[i]!) / 2), {
      tolerance: 1e-6,
      what: name,
    });
  }
});
