import { Tokenizer as Library } from "@huggingface/tokenizers";
import { z } from "zod";
import { inputError } from "../io/failure.ts";
import type { Input } from "./dataset.ts";
import {
  type Encoding,
  fillTemplate,
  postProcessor,
  readTemplate,
  type Slot,
} from "./template.ts";
import { keptLengths } from "./truncate.ts";

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

/** A token in tokenizer_config.json, which old versions wrote as an object. */
const named = z.union([
  z.string(),
  z.object({ content: z.string() }).transform(({ content }) => content),
]).nullish();

const config = z.looseObject({ pad_token: named, mask_token: named });

const definition = z.looseObject({
  added_tokens: z.array(
    z.looseObject({ id: z.number(), special: z.boolean() }),
  ),
  post_processor: postProcessor,
});

/**
 * Loads the tokenizer of a model directory in the Hugging Face layout.
 *
 * The library that reads it neither shortens nor pads. Sequences are shortened
 * here, longest first, and nothing is ever padded.
 *
 * @param modelDir Directory with tokenizer.json and tokenizer_config.json.
 * @returns The tokenizer.
 * @throws {Failure} If a file is missing, is no JSON, or lacks what the tokenizer
 * needs: a template with special tokens, and a padding token.
 * @see huggingface/tokenizers, https://huggingface.co/docs/tokenizers
 */
export async function loadTokenizer(modelDir: string): Promise<Tokenizer> {
  const path = `${modelDir}/tokenizer.json`;
  const json = await readJson(path, definition);
  const settings = await readJson(`${modelDir}/tokenizer_config.json`, config);
  const library = new Library(json, settings);
  const padId = idOf(library, settings.pad_token);
  const maskId = idOf(library, settings.mask_token);
  if (padId === undefined) {
    throw inputError(
      `Cannot read "${modelDir}/tokenizer_config.json": ` +
        "its pad_token is not in the vocabulary, expected one that is",
    );
  }
  const special = json.added_tokens.filter((token) => token.special);
  return {
    encode: encoder(library, readTemplate(json.post_processor)),
    vocabularySize: library.get_vocab(true).size,
    specialIds: new Set(special.map(({ id }) => id)),
    padId,
    ...(maskId !== undefined && { maskId }),
  };
}

/** The id of a token that the settings name, if they name one. */
function idOf(library: Library, token: string | null | undefined) {
  return token == null ? undefined : library.token_to_id(token);
}

function encoder(
  library: Library,
  template: ReturnType<typeof readTemplate>,
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

/** Reads and checks one of the tokenizer's files. */
async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw inputError(
      `Cannot read "${path}": there is no such file, ` +
        "expected a Hugging Face model directory with its tokenizer",
      cause,
    );
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const found = cause instanceof z.ZodError
      ? `its ${cause.issues[0]?.path.join(".")} is not as expected`
      : "it is no valid JSON";
    throw inputError(
      `Cannot read "${path}": ${found}, expected a fast tokenizer of BERT or RoBERTa`,
      cause,
    );
  }
}
