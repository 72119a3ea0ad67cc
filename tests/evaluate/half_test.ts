import { deepStrictEqual, ok, rejects, strictEqual } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { adapterClassifier } from "../../lib/adapter/classify.ts";
import { evaluate } from "../../lib/evaluate/evaluate.ts";
import { type CheckSet, halved } from "../../lib/evaluate/half.ts";
import type { Classifier } from "../../lib/model/classifier.ts";
import type { Model } from "../../lib/model/loaded.ts";
import { loadParityCase, parityCases } from "../parity.ts";
import { assertClose } from "../check.ts";

const optionsOf = (name: string) => ({
  firstPosition: name.startsWith("bert") ? 0 : 2,
  tokenBudget: 64,
  seed: 1,
});
const options = optionsOf("roberta");

/** A case of a model with an adapter, and its classifier over either form. */
async function opened(name: string) {
  const gpu = await Gpu.open();
  const { model, adapter, encoded } = await loadParityCase(gpu, name);
  const parts = { ...adapter, head: adapter.head! };
  const classifierOf = (model: Model) => adapterClassifier(model, parts);
  return { gpu, model, encoded, classifierOf };
}

for (const name of parityCases) {
  Deno.test(`halved() of ${name} gives about the same logits`, async () => {
    const { gpu, model, encoded, classifierOf } = await opened(name);
    const how = optionsOf(name);
    const full = await evaluate(gpu, classifierOf(model), encoded, how);
    const half = await halved(model, [{ encoded, classifierOf }], how);
    const { agreement, checked } = half;
    deepStrictEqual([agreement, checked], [1, encoded.length]);
    const found = await evaluate(gpu, classifierOf(half.model), encoded, how);
    assertClose(found.logits, full.logits, { tolerance: 5e-3, what: "logits" });
    ok(found.logits.some((logit, i) => logit !== full.logits[i]));
    gpu.close();
  });
}

Deno.test("halved() leaves half of the bytes on the device, and no others", async () => {
  const { gpu, model, encoded, classifierOf } = await opened("bert-houlsby");
  const start = gpu.memory.held;
  const bytes = async (model: Model) => {
    {
      using _ = gpu.scope();
      await evaluate(gpu, classifierOf(model), encoded, optionsOf("bert"));
    }
    return gpu.memory.held - start;
  };
  const full = await bytes(model);
  const sets = [{ encoded, classifierOf }];
  const half = await halved(model, sets, optionsOf("bert"));
  const left = await bytes(half.model);
  // Vectors shorter than the least block of memory do not shrink.
  ok(left >= full / 2 && left < 0.6 * full, `${left} of ${full}`);
  gpu.close();
});

/** Logits of f16 that say class 1 for so many sequences, where those of f32 say 0. */
function differing(count: number, value = 1): (model: Model) => Classifier {
  return ({ gpu, dtype }) => ({ indices }) => {
    const rows = [...indices].flatMap((index) =>
      dtype && index < count ? [0, value] : [1, 0]
    );
    const logits = gpu.tensor([indices.length, 2], Float32Array.from(rows));
    return [logits, () => undefined];
  };
}

/** As many copies of an example as are wanted. */
async function copies(count: number) {
  const { gpu, model, encoded } = await opened("roberta-pfeiffer");
  const all = Array.from({ length: count }, () => encoded[0]!);
  return { gpu, model, encoded: all };
}

const wide = { ...options, tokenBudget: 8192 };

Deno.test("halved() takes 99.5 % of equal labels, of 400 that it draws", async () => {
  const { gpu, model, encoded } = await copies(500);
  const set = { encoded, classifierOf: differing(2, 2) };
  const { agreement, checked } = await halved(model, [set], wide);
  deepStrictEqual([agreement, checked], [0.995, 400]);
  gpu.close();
});

Deno.test("halved() refuses fewer equal labels, and frees all that it sent", async () => {
  const { gpu, model, encoded } = await copies(500);
  const held = gpu.memory.held;
  const set = { encoded, classifierOf: differing(3, 2) };
  await rejects(
    halved(model, [set], wide),
    inputError(
      "Cannot evaluate in f16: 397 of 400 labels (99.25 %) are those in f32, expected at least 99.5 %, or --dtype f32",
    ),
  );
  strictEqual(gpu.memory.held, held);
  gpu.close();
});

Deno.test("halved() takes no label of logits that are infinite or no number", async () => {
  const { gpu, model, encoded } = await copies(20);
  for (const value of [NaN, -Infinity]) { // class 0 would be the largest
    await rejects(
      halved(model, [{ encoded, classifierOf: differing(5, value) }], wide),
      /15 of 20 labels/,
    );
  }
  gpu.close();
});

Deno.test("halved() draws by its seed, from all sets together", async () => {
  const { gpu, model, encoded } = await copies(300);
  const seen = async (seed: number) => {
    const counts: number[] = [];
    const set = (place: number): CheckSet => ({
      encoded: encoded.map((example, index) => ({
        ...example,
        label: index % 2,
      })),
      classifierOf: (model) => {
        const classify = differing(0)(model);
        return (batch) => {
          counts[place] = (counts[place] ?? 0) +
            batch.labels.reduce((sum, label) => sum + 1 + 1000 * label, 0);
          return classify(batch);
        };
      },
    });
    const { checked } = await halved(model, [set(0), set(1)], {
      ...wide,
      seed,
    });
    strictEqual(checked, 400);
    return counts;
  };
  const first = await seen(1);
  strictEqual(first.length, 2);
  deepStrictEqual(await seen(1), first);
  ok(`${await seen(2)}` !== `${first}`);
  gpu.close();
});

Deno.test("halved() refuses a device without shader-f16", async () => {
  const { gpu, model, encoded, classifierOf } = await opened("bert-lora");
  Object.assign(gpu.info, { name: "a device", features: ["subgroups"] });
  await rejects(
    halved(model, [{ encoded, classifierOf }], options),
    inputError(
      'Cannot evaluate in f16: "a device" has no shader-f16, expected a device that has it, or --dtype f32',
    ),
  );
  gpu.close();
});
