import { throws } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { inputError } from "../../lib/io/failure.ts";
import { readCheckpoint } from "../../lib/model/checkpoint.ts";
import { expectComplete } from "../../lib/model/complete.ts";
import { smallConfig, smallWeights } from "./small_model.ts";

const source = "m";
const config = smallConfig;

/** The small model without some tensors. */
const without = (lost: RegExp) => ({
  source,
  config,
  weights: new Map([...smallWeights()].filter(([name]) => !lost.test(name))),
});

Deno.test("expectComplete() takes an encoder with whatever stands beside it", () => {
  expectComplete(without(/^$/));
  expectComplete(without(/^lm_head/));
});

Deno.test("expectComplete() names what is missing", () => {
  throws(
    () => expectComplete(without(/layer\.1\.output\.dense\.bias$/)),
    inputError(
      'Cannot use "m": its weights lack encoder.layer.1.output.dense.bias, expected all tensors of the encoder',
    ),
  );
  throws(
    () => expectComplete(without(/^embeddings/)),
    inputError(
      'Cannot use "m": its weights lack embeddings.word_embeddings.weight, embeddings.position_embeddings.weight, embeddings.token_type_embeddings.weight and 2 more, expected all tensors of the encoder',
    ),
  );
});

Deno.test("expectComplete() refuses another shape", () => {
  const weights = new Map(smallWeights());
  const name = "encoder.layer.0.intermediate.dense.bias";
  weights.set(name, { shape: [3], data: new Float32Array(3) });
  throws(
    () => expectComplete({ source, config, weights }),
    inputError(
      `Cannot use "m": tensor "${name}" has shape [3], expected [12]`,
    ),
  );
});

const MODELS = fileURLToPath(
  new URL("../../../shared/models", import.meta.url),
);

for (const name of ["bert-tiny-emotion-encoder", "bert-tiny-sst2-encoder"]) {
  const path = `${MODELS}/${name}`;
  Deno.test({
    name:
      `${name} lacks its embeddings and nothing else (skipped where ../shared is missing)`,
    ignore: !await Deno.stat(path).then(() => true, () => false),
    async fn() {
      const checkpoint = await readCheckpoint(path);
      throws(
        () => expectComplete(checkpoint),
        inputError(
          `Cannot use "${path}": its weights lack embeddings.word_embeddings.weight, embeddings.position_embeddings.weight, embeddings.token_type_embeddings.weight and 2 more, expected all tensors of the encoder`,
        ),
      );
    },
  });
}
