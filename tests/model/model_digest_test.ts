import { match, notStrictEqual, strictEqual } from "node:assert/strict";
import type { Weights } from "../../lib/io/safetensors.ts";
import type { EncoderConfig } from "../../lib/model/config.ts";
import { modelDigest } from "../../lib/model/model_digest.ts";
import { smallConfig, smallWeights } from "./small_model.ts";

const digestOf = (config: EncoderConfig, weights: Weights) =>
  modelDigest({ source: "models/small", config, weights });

const usual = digestOf(smallConfig, smallWeights());

/** The digest after one number of a tensor is changed. */
function changed(name: string, at: number): string {
  const weights = smallWeights();
  const { data } = weights.get(name)!;
  data[at < 0 ? data.length + at : at]! += 1;
  return digestOf(smallConfig, weights);
}

Deno.test("modelDigest() is of the model and not of where it was found", () => {
  match(usual, /^[0-9a-f]{16}$/);
  const weights = smallWeights();
  const elsewhere = { source: "other", config: smallConfig, weights };
  strictEqual(modelDigest(elsewhere), usual);
});

Deno.test("modelDigest() does not depend on heads, order and dropout", () => {
  const weights = new Map([...smallWeights()].reverse());
  weights.set("classifier.weight", { shape: [1], data: new Float32Array(1) });
  const config = { ...smallConfig, hidden_dropout_prob: 0.5, id2label: {} };
  strictEqual(digestOf(config, weights), usual);
});

Deno.test("modelDigest() sees both ends of every tensor of the encoder", () => {
  const table = "embeddings.word_embeddings.weight";
  notStrictEqual(changed(table, 0), usual);
  notStrictEqual(changed(table, -1), usual);
  const last = "encoder.layer.1.output.LayerNorm.bias";
  notStrictEqual(changed(last, 0), usual);
  notStrictEqual(changed(last, 0), changed(last, 1));
});

Deno.test("modelDigest() of a long tensor is of its first and last 256 numbers", () => {
  const long = { ...smallConfig, vocab_size: 100 };
  const weights = smallWeights(long);
  const before = digestOf(long, weights);
  const { data } = weights.get("embeddings.word_embeddings.weight")!;
  data[256]! += 1;
  strictEqual(digestOf(long, weights), before);
  data[800 - 256]! += 1;
  notStrictEqual(digestOf(long, weights), before);
});

Deno.test("modelDigest() sees what a configuration changes without the weights", () => {
  const others: Partial<EncoderConfig>[] = [
    { model_type: "bert" },
    { num_attention_heads: 4 },
    { hidden_act: "relu" },
    { layer_norm_eps: 1e-5 },
    { pad_token_id: 0 },
  ];
  const digests = others.map((change) =>
    digestOf({ ...smallConfig, ...change }, smallWeights())
  );
  strictEqual(new Set([usual, ...digests]).size, 1 + others.length);
});
