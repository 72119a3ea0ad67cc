/**
 * What a tokenizer.json holds, of the kinds that BERT and RoBERTa use.
 *
 * Everything that decides which ids come out is checked. Patterns of the file's
 * own are refused: one can be written that never ends.
 *
 * @module
 * @see huggingface/tokenizers, https://huggingface.co/docs/tokenizers
 */
import { z } from "zod";
import { postProcessor } from "./template.ts";
import { tokenId, vocabulary } from "./vocabulary.ts";

/** Longest word that WordPiece cuts; its time grows with the square. */
const MAX_WORD = 1000;

const wordPiece = z.object({
  type: z.literal("WordPiece"),
  vocab: vocabulary,
  unk_token: z.string(),
  continuing_subword_prefix: z.string(),
  max_input_chars_per_word: z.int().positive().max(MAX_WORD).default(100),
}).refine(({ vocab, unk_token }) => Object.hasOwn(vocab, unk_token));

const bytePair = z.object({
  type: z.literal("BPE"),
  dropout: z.null().optional(),
  vocab: vocabulary,
  merges: z.array(
    z.union([
      z.string().regex(/^\S+ \S+$/),
      z.tuple([z.string(), z.string()]),
    ]),
  ).refine(([first, ...rest]) =>
    rest.every((merge) => typeof merge === typeof first)
  ),
  unk_token: z.string().nullish(),
  continuing_subword_prefix: z.literal("").nullish(),
  end_of_word_suffix: z.string().nullish(),
  byte_fallback: z.boolean().nullish(),
  ignore_merges: z.boolean().nullish(),
});

const plainNormalizer = z.union([
  z.object({
    type: z.literal("BertNormalizer"),
    clean_text: z.boolean(),
    handle_chinese_chars: z.boolean(),
    strip_accents: z.boolean().nullish(),
    lowercase: z.boolean(),
  }),
  z.object({
    type: z.enum(["Lowercase", "NFC", "NFD", "NFKC", "NFKD", "StripAccents"]),
  }),
]);

const normalizer = z.union([
  plainNormalizer,
  z.object({
    type: z.literal("Sequence"),
    normalizers: z.array(plainNormalizer),
  }),
]);

const plainPreTokenizer = z.union([
  z.object({
    type: z.literal("ByteLevel"),
    add_prefix_space: z.boolean(),
    trim_offsets: z.boolean().optional(),
    use_regex: z.boolean().optional(),
  }),
  z.object({
    type: z.enum(["BertPreTokenizer", "Whitespace", "WhitespaceSplit"]),
  }),
]);

const preTokenizer = z.union([
  plainPreTokenizer,
  z.object({
    type: z.literal("Sequence"),
    pretokenizers: z.array(plainPreTokenizer),
  }),
]);

const addedToken = z.object({
  id: tokenId,
  content: z.string().min(1),
  single_word: z.boolean().default(false),
  lstrip: z.boolean().default(false),
  rstrip: z.boolean().default(false),
  normalized: z.boolean().default(true),
  special: z.boolean(),
});

/** Checks the parsed content of a tokenizer.json; what is not used is dropped. */
export const tokenizerDefinition = z.object({
  added_tokens: z.array(addedToken),
  normalizer: normalizer.nullable(),
  pre_tokenizer: preTokenizer,
  post_processor: postProcessor,
  model: z.discriminatedUnion("type", [wordPiece, bytePair]),
});

/** What a tokenizer.json says, as far as it is used. */
export type TokenizerDefinition = z.infer<typeof tokenizerDefinition>;

/** A token that is found in a text before the text is cut. */
export type AddedToken = z.infer<typeof addedToken>;
