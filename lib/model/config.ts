/**
 * Shape of a BERT or RoBERTa encoder, as its `config.json` states it.
 *
 * @module
 */
import { z } from "zod";
import { inputError } from "../io/failure.ts";
import { mismatch } from "../io/mismatch.ts";
import { type Activation, gelu, relu, silu, tanh } from "../ops/activation.ts";

/** Non-linearities by the names that Hugging Face and AdapterHub use. */
export const activations = {
  gelu,
  relu,
  silu,
  swish: silu,
  tanh,
} satisfies Record<string, Activation>;

/** Name of a non-linearity. */
export type ActivationName = keyof typeof activations;

const names = Object.keys(activations) as [ActivationName, ...ActivationName[]];
const count = z.int().positive();
const chance = z.number().min(0).lt(1);

/** More layers than any encoder has; a larger number is damage. */
const MAX_LAYERS = 1000;

const schema = z.object({
  model_type: z.enum(["bert", "roberta"]),
  vocab_size: count,
  hidden_size: count,
  num_hidden_layers: count.max(MAX_LAYERS),
  num_attention_heads: count,
  intermediate_size: count,
  hidden_act: z.enum(names).default("gelu"),
  hidden_dropout_prob: chance.default(0.1),
  attention_probs_dropout_prob: chance.default(0.1),
  classifier_dropout: chance.nullish(),
  max_position_embeddings: count,
  type_vocab_size: count,
  layer_norm_eps: z.number().positive().default(1e-12),
  pad_token_id: z.int().nonnegative().optional(),
  initializer_range: z.number().positive().default(0.02),
  position_embedding_type: z.literal("absolute").default("absolute"),
  is_decoder: z.literal(false).default(false),
  add_cross_attention: z.literal(false).optional(),
  embedding_size: count.optional(),
  pruned_heads: z.looseObject({}).refine(
    (heads) => Object.keys(heads).length === 0,
    "expected {}",
  ).optional(),
  architectures: z.array(z.string()).nullish(),
  id2label: z.record(z.string(), z.string()).optional(),
  label2id: z.record(z.string(), z.int().nonnegative()).optional(),
});

/** What a `config.json` says, with Hugging Face's names and defaults. */
export type EncoderConfig = Readonly<z.infer<typeof schema>>;

/**
 * Checks the contents of a `config.json`.
 *
 * @param value The parsed file.
 * @param path Path of the file, for errors.
 * @throws {Failure} If a key is missing or has a value that is not supported.
 */
export function parseConfig(value: unknown, path: string): EncoderConfig {
  const { success, data, error } = schema.safeParse(value);
  if (!success) {
    throw inputError(`Cannot use "${path}": ${mismatch(value, error)}`);
  }
  if (data.hidden_size % data.num_attention_heads !== 0) {
    throw inputError(
      `Cannot use "${path}": hidden_size is ${data.hidden_size}, expected a multiple of num_attention_heads, ${data.num_attention_heads}`,
    );
  }
  const { embedding_size: embedding = data.hidden_size } = data;
  if (embedding !== data.hidden_size) {
    throw inputError(
      `Cannot use "${path}": embedding_size is ${embedding}, expected hidden_size, ${data.hidden_size}`,
    );
  }
  return data;
}

/** Position of a sequence's first token: RoBERTa counts from after the padding id. */
export function firstPosition(config: EncoderConfig): number {
  return config.model_type === "roberta" ? (config.pad_token_id ?? 1) + 1 : 0;
}

/** Most tokens that a sequence may have. */
export function maxTokens(config: EncoderConfig): number {
  return config.max_position_embeddings - firstPosition(config);
}
