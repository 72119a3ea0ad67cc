import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import { gatherEvidence } from "../../lib/evaluate/evidence.ts";
import { fisherInformation } from "../../lib/evaluate/fisher_information.ts";
import { gramMatrices } from "../../lib/evaluate/gram_matrices.ts";
import { countCorrect } from "../../lib/evaluate/metrics.ts";
import { loadParityCase } from "../parity.ts";

const options = { firstPosition: 0, tokenBudget: 4096 };

/** Two adapters with data of their own, and a target's data. */
async function opened() {
  const gpu = await Gpu.open();
  const { model, adapter, encoded } = await loadParityCase(gpu, "bert-lora");
  const { weights, config, head } = adapter;
  const one = { weights, config: config!, head: head! };
  const other = {
    ...one,
    weights: new Map(
      [...weights].map(([name, tensor]) => [name, {
        ...tensor,
        data: tensor.data.map((value) => -value),
      }]),
    ),
  };
  const own = [encoded.slice(0, 3), encoded.slice(3, 6)];
  const adapters = [one, other];
  const target = encoded.slice(0, 12);
  const sources = { ...options, model, adapters, own, target, seed: 1 };
  return { gpu, sources };
}

Deno.test("gatherEvidence() measures each adapter on its own data", async () => {
  const { gpu, sources } = await opened();
  const { model, adapters, own } = sources;
  const { fisher } = await gatherEvidence("fisher", sources);
  const { grams } = await gatherEvidence("grams", sources);
  for (const [i, adapter] of adapters.entries()) {
    const data = own[i]!;
    deepStrictEqual(
      fisher![i],
      await fisherInformation(model, adapter, data, options),
    );
    deepStrictEqual(
      grams![i],
      await gramMatrices(model, adapter, data, options),
    );
  }
  gpu.close();
});

Deno.test("gatherEvidence() judges weights on the target's data with the first head", async () => {
  const { gpu, sources } = await opened();
  const { model, adapters, target } = sources;
  const { judge } = await gatherEvidence("judge", sources);
  const { head, config } = adapters[0]!;
  for (const { weights } of adapters) {
    const classify = adapterClassifier(model, { config, weights, head });
    const outcome = await evaluate(gpu, classify, target, options);
    strictEqual(await judge!(weights), countCorrect(outcome) / target.length);
  }
  gpu.close();
});

Deno.test("gatherEvidence() finds the domain that the target's texts are of", async () => {
  const { gpu, sources } = await opened();
  const target = sources.own[1]!;
  for (const selection of ["similarity", "clustering"] as const) {
    const { nearness } = await gatherEvidence("nearness", {
      ...sources,
      target,
      selection,
    });
    strictEqual(nearness!.indexOf(Math.max(...nearness!)), 1, selection);
  }
  gpu.close();
});
