import { addedTokens, idsOfTokens } from "./added_tokens.ts";
import type { TokenizerDefinition } from "./tokenizer_definition.ts";
import type { TokenizerSettings } from "./tokenizer_settings.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** RoBERTa's own names of its special tokens. */
const SPECIAL = {
  pad_token: "<pad>",
  unk_token: "<unk>",
  cls_token: "<s>",
  sep_token: "</s>",
  mask_token: "<mask>",
};

/**
 * Makes of a vocab.json and a merges.txt what a tokenizer.json of RoBERTa would
 * say.
 *
 * @param pieces Ids by token, and the pairs that are joined, in order.
 * @param settings What is known beside them; no space is put before a text by
 * default.
 * @param path Path of the vocabulary, for errors.
 * @throws {Failure} If the vocabulary lacks a special token.
 * @see transformers, `convert_slow_tokenizer.py`, class `RobertaConverter`
 */
export function byteLevelDefinition(
  { vocab, merges }: { vocab: Vocabulary; merges: readonly string[] },
  settings: TokenizerSettings,
  path: string,
): TokenizerDefinition {
  const { names, ids } = idsOfTokens(vocab, settings, SPECIAL, path);
  return {
    added_tokens: addedTokens(vocab, settings, Object.values(names), path)
      // The space before a hidden word is hidden with it.
      .map((token) => ({
        ...token,
        lstrip: token.lstrip || token.content === names.mask_token,
      })),
    normalizer: null,
    pre_tokenizer: {
      type: "ByteLevel",
      add_prefix_space: settings.add_prefix_space ?? false,
      trim_offsets: true,
      use_regex: true,
    },
    post_processor: {
      type: "RobertaProcessing",
      cls: [names.cls_token, ids.cls_token],
      sep: [names.sep_token, ids.sep_token],
    },
    model: {
      type: "BPE",
      vocab: { ...vocab },
      merges: [...merges],
      unk_token: null,
    },
  };
}
