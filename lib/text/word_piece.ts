import { addedTokens, idsOfTokens } from "./added_tokens.ts";
import type { TokenizerDefinition } from "./tokenizer_definition.ts";
import type { TokenizerSettings } from "./tokenizer_settings.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** BERT's own names of its special tokens. */
const SPECIAL = {
  pad_token: "[PAD]",
  unk_token: "[UNK]",
  cls_token: "[CLS]",
  sep_token: "[SEP]",
  mask_token: "[MASK]",
};

/**
 * Makes of a vocab.txt what a tokenizer.json of BERT would say.
 *
 * @param vocab Ids by token.
 * @param settings What is known beside it; texts are lower-cased by default.
 * @param path Path of the vocabulary, for errors.
 * @throws {Failure} If the vocabulary lacks a special token.
 * @see transformers, `convert_slow_tokenizer.py`, class `BertConverter`
 */
export function wordPieceDefinition(
  vocab: Vocabulary,
  settings: TokenizerSettings,
  path: string,
): TokenizerDefinition {
  const { names, ids } = idsOfTokens(vocab, settings, SPECIAL, path);
  const cls: [string, number] = [names.cls_token, ids.cls_token];
  const sep: [string, number] = [names.sep_token, ids.sep_token];
  return {
    added_tokens: addedTokens(vocab, settings, Object.values(names), path),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: settings.tokenize_chinese_chars ?? true,
      strip_accents: settings.strip_accents ?? null,
      lowercase: settings.do_lower_case ?? true,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    post_processor: { type: "BertProcessing", cls, sep },
    model: {
      type: "WordPiece",
      vocab: { ...vocab },
      unk_token: names.unk_token,
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
    },
  };
}
