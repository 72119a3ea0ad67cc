/**
 * What tokenizer_config.json says, and the files that older versions wrote.
 *
 * @module
 */
import { z } from "zod";
import { isThere } from "../io/is_there.ts";
import { readTokenizerJson } from "./tokenizer_json.ts";
import { vocabulary } from "./vocabulary.ts";

/** A token's name, which old versions wrote as an object. */
const named = z.union([
  z.string(),
  z.looseObject({ content: z.string() }).transform(({ content }) => content),
]).nullish();

const tokens = {
  bos_token: named,
  cls_token: named,
  eos_token: named,
  mask_token: named,
  pad_token: named,
  sep_token: named,
  unk_token: named,
};

const map = z.object(tokens);

const config = z.object({
  ...tokens,
  do_lower_case: z.boolean().nullish(),
  strip_accents: z.boolean().nullish(),
  tokenize_chinese_chars: z.boolean().nullish(),
  do_basic_tokenize: z.literal(true).nullish(),
  add_prefix_space: z.boolean().nullish(),
  added_tokens_decoder: z.record(
    z.string().regex(/^\d{1,9}$/),
    z.object({
      content: z.string().min(1),
      single_word: z.boolean().default(false),
      lstrip: z.boolean().default(false),
      rstrip: z.boolean().default(false),
      special: z.boolean().default(false),
    }),
  ).nullish(),
});

/** Tokens that older versions wrote beside the vocabulary: ids by token. */
const added = vocabulary.transform((ids) => ({
  added_tokens_decoder: Object.fromEntries(
    Object.entries(ids).map(([content, id]) => [
      id,
      {
        content,
        single_word: false,
        lstrip: false,
        rstrip: false,
        special: false,
      },
    ]),
  ),
}));

/** How a model's tokenizer is set up beside its vocabulary. */
export type TokenizerSettings = z.infer<typeof config>;

/**
 * Reads the settings of a model directory's tokenizer; any file may be missing,
 * and what several say is taken from tokenizer_config.json.
 *
 * @param modelDir The model directory.
 * @throws {Failure} If a file is damaged or says what is not supported.
 */
export async function readTokenizerSettings(
  modelDir: string,
): Promise<TokenizerSettings> {
  const read = async <T>(name: string, schema: z.ZodType<T>) => {
    const path = `${modelDir}/${name}`;
    return await isThere(path) ? await readTokenizerJson(path, schema) : {};
  };
  return {
    ...await read("added_tokens.json", added),
    ...await read("special_tokens_map.json", map),
    ...await read("tokenizer_config.json", config),
  };
}
