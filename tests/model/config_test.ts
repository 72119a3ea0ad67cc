import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { inputError } from "../../lib/io/failure.ts";
import {
  firstPosition,
  maxTokens,
  parseConfig,
} from "../../lib/model/config.ts";
import { smallest } from "./small_model.ts";

Deno.test("parseConfig() fills in Hugging Face's defaults and drops other keys", () => {
  deepStrictEqual(parseConfig({ ...smallest, torch_dtype: "float32" }, ""), {
    ...smallest,
    hidden_act: "gelu",
    hidden_dropout_prob: 0.1,
    attention_probs_dropout_prob: 0.1,
    layer_norm_eps: 1e-12,
    initializer_range: 0.02,
    position_embedding_type: "absolute",
    is_decoder: false,
  });
});

Deno.test("parseConfig() keeps what the file says", () => {
  const stated = {
    ...smallest,
    hidden_act: "relu",
    layer_norm_eps: 1e-5,
    classifier_dropout: null,
    id2label: { 0: "no", 1: "yes" },
    add_cross_attention: false,
    embedding_size: 8,
    pruned_heads: {},
  };
  const parsed = parseConfig(stated, "") as Record<string, unknown>;
  for (const [name, value] of Object.entries(stated)) {
    deepStrictEqual(parsed[name], value);
  }
});

const refused: [key: string, value: unknown, problem: string][] = [
  [
    "model_type",
    "gpt2",
    'key "model_type" is "gpt2", expected one of "bert"|"roberta"',
  ],
  [
    "model_type",
    "distilbert",
    'key "model_type" is "distilbert", expected one of "bert"|"roberta"',
  ],
  [
    "position_embedding_type",
    "relative_key",
    'key "position_embedding_type" is "relative_key", expected "absolute"',
  ],
  ["is_decoder", true, 'key "is_decoder" is true, expected false'],
  [
    "add_cross_attention",
    true,
    'key "add_cross_attention" is true, expected false',
  ],
  [
    "embedding_size",
    4,
    "embedding_size is 4, expected hidden_size, 8",
  ],
  [
    "pruned_heads",
    { 1: [0] },
    'key "pruned_heads" is {"1":[0]}, expected {}',
  ],
  [
    "num_hidden_layers",
    1_000_000_000,
    'key "num_hidden_layers" is 1000000000, expected number to be <=1000',
  ],
  [
    "hidden_act",
    "gelu_new",
    'key "hidden_act" is "gelu_new", expected one of "gelu"|"relu"|"silu"|"swish"|"tanh"',
  ],
  [
    "vocab_size",
    undefined,
    'key "vocab_size" is missing, expected number',
  ],
  [
    "hidden_dropout_prob",
    1,
    'key "hidden_dropout_prob" is 1, expected number to be <1',
  ],
  [
    "num_attention_heads",
    3,
    "hidden_size is 8, expected a multiple of num_attention_heads, 3",
  ],
];

for (const [key, value, problem] of refused) {
  Deno.test(`parseConfig() refuses ${key} ${JSON.stringify(value)}`, () => {
    throws(
      () => parseConfig({ ...smallest, [key]: value }, "m/config.json"),
      inputError(`Cannot use "m/config.json": ${problem}`),
    );
  });
}

Deno.test("firstPosition() is 0 for BERT and one behind the padding id for RoBERTa", () => {
  const first = (changes: object) =>
    firstPosition(parseConfig({ ...smallest, ...changes }, ""));
  strictEqual(first({ model_type: "bert", pad_token_id: 0 }), 0);
  strictEqual(first({ model_type: "bert", pad_token_id: 3 }), 0);
  strictEqual(first({}), 2);
  strictEqual(first({ pad_token_id: 4 }), 5);
});

Deno.test("maxTokens() leaves out RoBERTa's positions that no token takes", () => {
  const sizes = { ...smallest, max_position_embeddings: 514 };
  strictEqual(maxTokens(parseConfig(sizes, "")), 512);
  strictEqual(
    maxTokens(parseConfig({ ...sizes, model_type: "bert" }, "")),
    514,
  );
});
