import { deepStrictEqual, ok } from "node:assert/strict";
import { emptyArena } from "../../lib/model/arena.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { differentiable } from "../../lib/adapter/differentiable.ts";
import { pack } from "../../lib/text/batches.ts";
import { loadParityCase, parityCases } from "../parity.ts";
import { sharedGpu } from "../shared_gpu.ts";

for (const name of parityCases) {
  Deno.test(`differentiable() of ${name} classifies as ever, with gradients at each tensor`, async () => {
    const gpu = await sharedGpu();
    const { model, adapter, encoded } = await loadParityCase(gpu, name);
    const { weights, config, head } = adapter;
    const headed = { weights, config: config!, head: head! };
    const firstPosition = name.startsWith("roberta") ? 2 : 0;
    const packed = pack(encoded.slice(0, 3), { firstPosition });
    const { classify, layout, grads } = differentiable(model, headed);
    const [logits, back] = classify(sendBatch(gpu, packed));
    const plain = adapterClassifier(model, headed);
    const [expected] = plain(sendBatch(gpu, packed));
    deepStrictEqual(await gpu.read(logits), await gpu.read(expected));

    const ones = new Float32Array(logits.shape[0]! * logits.shape[1]!).fill(1);
    back(gpu.tensor(logits.shape, ones));
    const gradient = emptyArena(layout, await gpu.read(grads));
    deepStrictEqual([...gradient.keys()], [...weights.keys()]);
    for (const [name, { data }] of gradient) {
      ok(data.some((slope) => slope !== 0), name);
    }
  });
}
