import { ByteLevelPreTokenizer } from "@huggingface/tokenizers";
import { learnMerges, type Merge, type Word } from "./learn_merges.ts";

/** Special tokens of RoBERTa that come before all others, by id. */
const FIRST_TOKENS = ["<s>", "<pad>", "</s>", "<unk>"];
const MASK_TOKEN = "<mask>";

/** How a text is cut into words before the words are cut into pieces. */
const PRE_TOKENIZER = {
  type: "ByteLevel",
  add_prefix_space: true,
  trim_offsets: true,
  use_regex: true,
} as const;

/** Content of tokenizer_config.json, as RoBERTa has it. */
const CONFIG = {
  tokenizer_class: "RobertaTokenizer",
  bos_token: "<s>",
  cls_token: "<s>",
  eos_token: "</s>",
  sep_token: "</s>",
  unk_token: "<unk>",
  pad_token: "<pad>",
  mask_token: MASK_TOKEN,
  add_prefix_space: true,
} as const;

/** What a model directory holds of its tokenizer. */
export interface TokenizerFiles {
  /** Content of tokenizer.json. */
  tokenizer: Readonly<Record<string, unknown>>;
  /** Content of tokenizer_config.json. */
  config: Readonly<Record<string, unknown>>;
}

/**
 * Learns a byte-level BPE vocabulary in RoBERTa's layout from text.
 *
 * Text is lower-cased, and a text's first word is read as if a space stood before
 * it, so that each word is one entry wherever it stands.
 *
 * @param texts Training text.
 * @param options `size`: token ids to fill, 261 or more (256 bytes and five
 * special tokens); fewer are used when no pair occurs twice any more.
 * @returns The two files of the tokenizer, to write as JSON.
 * @throws {RangeError} If the size is too small.
 * @see Radford et al. 2019, section 2.2 (byte-level BPE), and Liu et al. 2019,
 * arXiv:1907.11692 (RoBERTa's use of it)
 */
export function trainTokenizer(
  texts: Iterable<string>,
  { size }: { size: number },
): TokenizerFiles {
  const alphabet = byteAlphabet();
  const smallest = alphabet.length + FIRST_TOKENS.length + 1;
  if (!(size >= smallest)) {
    throw new RangeError(
      `Cannot train a tokenizer: size is ${size}, expected at least ${smallest}`,
    );
  }
  const merges = learnMerges(countWords(texts), size - smallest);
  // Two merges may spell the same piece, which then has one id.
  const pieces = new Set([
    ...FIRST_TOKENS,
    ...alphabet,
    ...merges.map(([left, right]) => left + right),
    MASK_TOKEN,
  ]);
  return layout([...pieces], merges);
}

/** The 256 printable characters that byte-level BPE writes bytes with. */
function byteAlphabet(): string[] {
  const printable = (byte: number) =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte !== 173);
  let next = 256;
  return Array.from(
    { length: 256 },
    (_, byte) => String.fromCharCode(printable(byte) ? byte : next++),
  );
}

/** Cuts texts into words, each as its bytes, and counts them. */
function countWords(texts: Iterable<string>): Word[] {
  const splitter = new ByteLevelPreTokenizer(PRE_TOKENIZER);
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const word of splitter.pre_tokenize_text(text.toLowerCase(), {})) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return [...counts].map(([word, count]) => ({ pieces: [...word], count }));
}

/** Writes pieces and merges in the layout of RoBERTa's own files. */
function layout(
  pieces: readonly string[],
  merges: readonly Merge[],
): TokenizerFiles {
  const vocab = Object.fromEntries(pieces.map((piece, id) => [piece, id]));
  const tokenizer = {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [...FIRST_TOKENS, MASK_TOKEN].map((content) => ({
      id: vocab[content]!,
      content,
      single_word: false,
      lstrip: content === MASK_TOKEN,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: { type: "Lowercase" },
    pre_tokenizer: PRE_TOKENIZER,
    post_processor: {
      type: "RobertaProcessing",
      sep: ["</s>", vocab["</s>"]],
      cls: ["<s>", vocab["<s>"]],
      trim_offsets: true,
      add_prefix_space: true,
    },
    decoder: PRE_TOKENIZER,
    model: {
      type: "BPE",
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: "",
      end_of_word_suffix: "",
      fuse_unk: false,
      vocab,
      merges: merges.map((pair) => pair.join(" ")),
    },
  };
  return { tokenizer, config: CONFIG };
}
