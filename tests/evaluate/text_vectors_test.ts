import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { textVectors } from "../../lib/evaluate/text_vectors.ts";
import { pack } from "../../lib/text/batches.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { encoder } from "../../lib/model/encoder.ts";
import { assertClose } from "../check.ts";
import { loadParityCase } from "../parity.ts";

const options = { firstPosition: 2, tokenBudget: 4096 };

Deno.test("textVectors() are means of the tokens' states, text by text", async () => {
  const gpu = await Gpu.open();
  const { model, encoded } = await loadParityCase(gpu, "roberta-pfeiffer");
  const some = encoded.slice(0, 5).map((one) => ({ ...one, index: 7 }));
  const vectors = await textVectors(model, some, options);
  strictEqual(vectors.length, 5);
  const hidden = model.config.hidden_size;
  const encode = encoder(gpu, model.config, model.params);
  for (const [i, example] of some.entries()) {
    using _ = gpu.scope();
    const [states] = encode(sendBatch(gpu, pack([example], options)));
    const rows = await gpu.read(states);
    const mean = Array.from({ length: hidden }, (_, f) => {
      const column = rows.filter((_, at) => at % hidden === f);
      return column.reduce((sum, v) => sum + v, 0) / example.ids.length;
    });
    assertClose(vectors[i]!, mean, { tolerance: 1e-5, what: `text ${i}` });
  }
  gpu.close();
});

Deno.test("textVectors() do not depend on how texts are batched, but for rounding", async () => {
  const gpu = await Gpu.open();
  const { model, encoded } = await loadParityCase(gpu, "roberta-pfeiffer");
  const [one, other] = [
    await textVectors(model, encoded, options),
    await textVectors(model, encoded, { ...options, tokenBudget: 64 }),
  ];
  deepStrictEqual(one.length, encoded.length);
  one.forEach((vector, i) => {
    assertClose(other[i]!, vector, { tolerance: 1e-5, what: `text ${i}` });
  });
  gpu.close();
});

Deno.test("textVectors() of cls pooling are the states of first tokens", async () => {
  const gpu = await Gpu.open();
  const { model, encoded } = await loadParityCase(gpu, "roberta-pfeiffer");
  const some = encoded.slice(0, 4);
  const vectors = await textVectors(model, some, {
    ...options,
    pooling: "cls",
  });
  strictEqual(vectors.length, 4);
  const hidden = model.config.hidden_size;
  const encode = encoder(gpu, model.config, model.params);
  for (const [i, example] of some.entries()) {
    using _ = gpu.scope();
    const [states] = encode(sendBatch(gpu, pack([example], options)));
    const first = (await gpu.read(states)).subarray(0, hidden);
    assertClose(vectors[i]!, first, { tolerance: 1e-5, what: `text ${i}` });
  }
  gpu.close();
});
