import { Tokenizer as Library } from "@huggingface/tokenizers";
import { inputError } from "../io/failure.ts";
import { isThere } from "../io/is_there.ts";
import { byteLevelDefinition } from "./byte_level.ts";
import type { Input } from "./dataset.ts";
import {
  type Encoding,
  fillTemplate,
  readTemplate,
  type Slot,
  type Template,
} from "./template.ts";
import {
  type TokenizerDefinition,
  tokenizerDefinition,
} from "./tokenizer_definition.ts";
import { readTokenizerJson } from "./tokenizer_json.ts";
import {
  readTokenizerSettings,
  type TokenizerSettings,
} from "./tokenizer_settings.ts";
import { keptLengths } from "./truncate.ts";
import {
  readMerges,
  readVocabularyJson,
  readVocabularyText,
} from "./vocabulary.ts";
import { wordPieceDefinition } from "./word_piece.ts";

/** Turns texts into the token ids that one model knows. */
export interface Tokenizer {
  /**
   * Encodes a text or a pair, with special tokens, shortened to fit.
   *
   * @param input The text, and the second text of a pair, which may be empty.
   * @param options `maxLength`: most tokens to return, special ones counted.
   * @returns Token ids and token types, without padding.
   * @throws {RangeError} If the special tokens alone do not fit.
   */
  encode(input: Input, options: { maxLength: number }): Encoding;
  /** Number of token ids, added tokens counted. */
  vocabularySize: number;
  /** Ids of the tokens that are no text, such as the start of a sequence. */
  specialIds: ReadonlySet<number>;
  /** Id of the padding token; RoBERTa's positions start behind it. */
  padId: number;
  /** Id of the token that hides another, if the model knows one. */
  maskId?: number;
}

/** Names of the padding and mask tokens, where the settings do not say them. */
const USUAL = {
  WordPiece: { pad_token: "[PAD]", mask_token: "[MASK]" },
  BPE: { pad_token: "<pad>", mask_token: "<mask>" },
};

/**
 * Loads the tokenizer of a model directory in the Hugging Face layout:
 * tokenizer.json, or else vocab.txt (BERT), or else vocab.json with merges.txt
 * (RoBERTa); with tokenizer_config.json beside it if there is one.
 *
 * The library that reads it neither shortens nor pads. Sequences are shortened
 * here, longest first, and nothing is ever padded.
 *
 * @param modelDir The model directory.
 * @returns The tokenizer.
 * @throws {Failure} If there is none, or it is damaged or of another kind.
 * @see huggingface/tokenizers, https://huggingface.co/docs/tokenizers
 */
export async function loadTokenizer(modelDir: string): Promise<Tokenizer> {
  const settings = await readTokenizerSettings(modelDir);
  const { path, definition } = await readDefinition(modelDir, settings);
  const template = readTemplate(path, definition.post_processor);
  // What comes after the pieces is done here, so the library need not know it.
  const parts = { ...definition, post_processor: null, decoder: null };
  const library = new Library(parts, {});
  const { pad_token, mask_token } = USUAL[definition.model.type];
  const padId = library.token_to_id(settings.pad_token ?? pad_token);
  const maskId = library.token_to_id(settings.mask_token ?? mask_token);
  if (padId === undefined) {
    throw inputError(
      `Cannot read "${path}": it has no token ${
        JSON.stringify(settings.pad_token ?? pad_token)
      }, expected the padding token among its tokens`,
    );
  }
  const special = definition.added_tokens.filter((token) => token.special);
  const ids = [...library.get_vocab(true).values(), ...idsOf(template)];
  return {
    encode: encoder(library, template),
    vocabularySize: ids.reduce((most, id) => Math.max(most, id + 1), 0),
    specialIds: new Set(special.map(({ id }) => id)),
    padId,
    ...(maskId !== undefined && { maskId }),
  };
}

/** Reads the definition of a tokenizer from the best file that there is. */
async function readDefinition(
  modelDir: string,
  settings: TokenizerSettings,
): Promise<{ path: string; definition: TokenizerDefinition }> {
  const [whole, words, pieces, merges] = [
    "tokenizer.json",
    "vocab.txt",
    "vocab.json",
    "merges.txt",
  ].map((name) => `${modelDir}/${name}`) as [string, string, string, string];
  if (await isThere(whole)) {
    const definition = await readTokenizerJson(whole, tokenizerDefinition);
    return { path: whole, definition };
  }
  if (await isThere(words)) {
    const vocab = await readVocabularyText(words);
    const definition = wordPieceDefinition(vocab, settings, words);
    return { path: words, definition };
  }
  if (await isThere(pieces) && await isThere(merges)) {
    const read = {
      vocab: await readVocabularyJson(pieces),
      merges: await readMerges(merges),
    };
    const definition = byteLevelDefinition(read, settings, pieces);
    return { path: pieces, definition };
  }
  throw inputError(
    `Cannot read "${modelDir}": it has no tokenizer, expected tokenizer.json, vocab.txt, or vocab.json with merges.txt`,
  );
}

/** Ids that a template adds. */
function idsOf({ single, pair }: Template): number[] {
  return [...single, ...pair].flatMap((slot) => "id" in slot ? [slot.id] : []);
}

function encoder(
  library: Library,
  template: Template,
): Tokenizer["encode"] {
  const idsOf = (text: string) =>
    library.encode(text, { add_special_tokens: false }).ids;
  return ({ text, pair }, { maxLength }) => {
    const slots = pair === undefined ? template.single : template.pair;
    const budget = maxLength - slots.filter(isSpecial).length;
    if (!(budget >= 0)) {
      throw new RangeError(
        `Cannot encode a text: maxLength is ${maxLength}, ` +
          `expected at least ${maxLength - budget} for the special tokens`,
      );
    }
    const [a, b] = [idsOf(text), pair === undefined ? [] : idsOf(pair)];
    const [first, second] = keptLengths(a.length, b.length, budget);
    return fillTemplate(slots, { A: a.slice(0, first), B: b.slice(0, second) });
  };
}

function isSpecial(slot: Slot): boolean {
  return "id" in slot;
}
