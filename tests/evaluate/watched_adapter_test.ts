import { deepStrictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import type { Tensor } from "../../lib/gpu/tensor.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { packedBatches } from "../../lib/evaluate/evaluate.ts";
import { watchedAdapter } from "../../lib/evaluate/watched_adapter.ts";
import { sendParams } from "../../lib/model/arena.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { classifier } from "../../lib/model/classifier.ts";
import { firstOf } from "../../lib/model/params.ts";
import { linear } from "../../lib/ops/linear.ts";
import { relu } from "../../lib/ops/activation.ts";
import { loadParityCase } from "../parity.ts";

const options = { firstPosition: 2, tokenBudget: 4096 };

for (const kind of ["pfeiffer", "houlsby", "lora"]) {
  Deno.test(`watchedAdapter() of ${kind} does what the adapter does, and shows every matrix once`, async () => {
    const gpu = await Gpu.open();
    const { model, adapter, encoded } = await loadParityCase(
      gpu,
      `roberta-${kind}`,
    );
    const { weights, config } = adapter;
    const head = adapter.head!;
    const [packed] = packedBatches(encoded, options);
    const batch = sendBatch(gpu, packed!);
    const own = sendParams(gpu, new Map([...weights, ...head.weights]));
    const params = firstOf(own, model.params);
    const seen: string[] = [];
    const classify = classifier(gpu, {
      config: model.config,
      head: head.config,
      params,
      wrapper: watchedAdapter(config!, {
        encoder: model.config,
        params,
        see: (name) => seen.push(name),
      }),
    });
    const [watched] = classify(batch);
    const [plain] = adapterClassifier(model, { ...adapter, head })(batch);
    deepStrictEqual(await gpu.read(watched), await gpu.read(plain));
    const matrices = [...weights.keys()].filter((name) =>
      !name.endsWith(".bias")
    );
    deepStrictEqual(seen.sort(), matrices.sort());
    gpu.close();
  });
}

Deno.test("watchedAdapter() shows Pfeiffer's second maps what the first ones and relu make", async () => {
  const gpu = await Gpu.open();
  const { model, adapter, encoded } = await loadParityCase(
    gpu,
    "roberta-pfeiffer",
  );
  const [packed] = packedBatches(encoded, options);
  const head = adapter.head!;
  const own = sendParams(gpu, new Map([...adapter.weights, ...head.weights]));
  const params = firstOf(own, model.params);
  const seen = new Map<string, Tensor>();
  const classify = classifier(gpu, {
    config: model.config,
    head: head.config,
    params,
    wrapper: watchedAdapter(adapter.config!, {
      encoder: model.config,
      params,
      see(name, x) {
        // The encoder frees what it no longer needs.
        const kept = gpu.outside(() => gpu.empty(x.shape));
        gpu.copy(x, kept);
        seen.set(name, kept);
      },
    }),
  });
  classify(sendBatch(gpu, packed!));
  const place = "encoder.layer.0.output";
  const shapes = new Map(
    [...adapter.weights].map(([name, { shape }]) => [name, shape]),
  );
  const part = (name: string) =>
    params.get(`${place}.${name}`, shapes.get(`${place}.${name}`)!);
  const [middle] = linear(seen.get(`${place}.adapter_down.0.weight`)!, {
    weight: part("adapter_down.0.weight"),
    bias: part("adapter_down.0.bias"),
  });
  deepStrictEqual(
    await gpu.read(seen.get(`${place}.adapter_up.weight`)!),
    await gpu.read(relu(middle)[0]),
  );
  gpu.close();
});
