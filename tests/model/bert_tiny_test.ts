import { deepStrictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readSafetensors } from "../../lib/io/safetensors.ts";
import { pack } from "../../lib/text/batches.ts";
import { Gpu } from "../../lib/gpu/gpu.ts";
import { chooseRows, takeRows } from "../../lib/ops/take_rows.ts";
import { sendBatch } from "../../lib/model/batch.ts";
import { encoder } from "../../lib/model/encoder.ts";
import { encodeExamples, loadModel } from "../../lib/model/loaded.ts";
import { maskHead } from "../../lib/model/mask_head.ts";
import { assertClose } from "../check.ts";
import { readIntegers, readMetadata } from "../text/integers.ts";

const MODEL = fileURLToPath(
  new URL("../../../shared/models/bert-tiny-mlm", import.meta.url),
);
const FIXTURE = `${MODEL}/fixture.safetensors`;

const isThere = await Deno.stat(FIXTURE).then(() => true, () => false);

Deno.test({
  name:
    "a trained BERT gives its states and guesses (if shared/models/bert-tiny-mlm is there)",
  ignore: !isThere,
  async fn() {
    const gpu = await Gpu.open();
    const model = await loadModel(gpu, MODEL);
    const { texts } = await readMetadata(FIXTURE);
    const sentences = JSON.parse(texts!) as string[];
    const examples = sentences.map((text) => ({ text, label: 0 }));
    const encoded = encodeExamples(model, examples, 64);
    const padded = await readIntegers(FIXTURE, "input_ids");
    deepStrictEqual(
      encoded.map(({ ids }) => [...ids]),
      padded.map((row) => row.filter((id) => id !== 0)),
    );

    const batch = sendBatch(gpu, pack(encoded, { firstPosition: 0 }));
    const [states] = encoder(gpu, model.config, model.params)(batch);
    const { weights } = await readSafetensors(FIXTURE, {
      only: (name) => name === "last_hidden_state" || name === "mask_logits",
    });
    const { shape: [, longest = 0, hidden = 0], data } = weights.get(
      "last_hidden_state",
    )!;
    const expected = encoded.flatMap(({ ids }, row) => {
      const start = row * longest * hidden;
      return [...data.subarray(start, start + ids.length * hidden)];
    });
    assertClose(await gpu.read(states), expected, {
      tolerance: 1e-3,
      what: "states",
    });

    const { maskId } = model.tokenizer;
    const hiddenAt = Uint32Array.from(
      [...batch.ids.keys()].filter((at) => batch.ids[at] === maskId),
    );
    const choice = chooseRows(gpu, hiddenAt, batch.offsets);
    const [taken] = takeRows(states, choice);
    const [logits] = maskHead(model.config, model.params)(taken, batch);
    assertClose(await gpu.read(logits), weights.get("mask_logits")!.data, {
      tolerance: 1e-3,
      what: "logits",
    });
    gpu.close();
  },
});
