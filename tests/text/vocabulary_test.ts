import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { loadTokenizer, type Tokenizer } from "../../lib/text/tokenizer.ts";
import { inTemporaryFolder } from "../io/temporary_folder.ts";
import { assertInputError } from "./input_error.ts";

const TOKENIZERS = fileURLToPath(
  new URL("../../../shared/models/tokenizers", import.meta.url),
);
const areThere = await Deno.stat(TOKENIZERS).then(() => true, () => false);

/** Loads a tokenizer from files given as texts. */
async function load(files: Record<string, string>): Promise<Tokenizer> {
  let tokenizer: Tokenizer | undefined;
  await inTemporaryFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    tokenizer = await loadTokenizer(folder);
  });
  return tokenizer!;
}

const words = [
  ...["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"],
  ...["hello", "caf", "##e", "##é", "Hello", "中"],
];
const vocab = words.join("\n") + "\n";

const idsOf = ({ encode }: Tokenizer, text: string, pair?: string) =>
  encode({ text, ...(pair !== undefined && { pair }) }, { maxLength: 99 }).ids;

Deno.test("a vocab.txt alone is a lower-casing WordPiece of BERT", async () => {
  const tokenizer = await load({ "vocab.txt": vocab });
  deepStrictEqual(idsOf(tokenizer, "Hello café 中hello [MASK]"), [
    ...[2, 5, 6, 7, 10, 5, 4, 3],
  ]);
  deepStrictEqual(
    tokenizer.encode({ text: "hello", pair: "what" }, { maxLength: 9 }),
    { ids: [2, 5, 3, 1, 3], types: [0, 0, 0, 1, 1] },
  );
  deepStrictEqual(
    [tokenizer.vocabularySize, tokenizer.padId, tokenizer.maskId],
    [11, 0, 4],
  );
  deepStrictEqual(tokenizer.specialIds, new Set([0, 1, 2, 3, 4]));
});

Deno.test("a vocab.txt follows tokenizer_config.json", async () => {
  const settings = { do_lower_case: false, tokenize_chinese_chars: false };
  const tokenizer = await load({
    "vocab.txt": vocab,
    "tokenizer_config.json": JSON.stringify(settings),
  });
  deepStrictEqual(idsOf(tokenizer, "Hello café 中hello"), [2, 9, 6, 8, 1, 3]);
  const keeping = await load({
    "vocab.txt": vocab,
    "tokenizer_config.json": JSON.stringify({ strip_accents: false }),
  });
  deepStrictEqual(idsOf(keeping, "Café"), [2, 6, 8, 3]);
});

Deno.test("a vocab.txt takes other names of special tokens from special_tokens_map.json", async () => {
  const tokenizer = await load({
    "vocab.txt": vocab.replace("[PAD]", "<none>"),
    "special_tokens_map.json": JSON.stringify({
      pad_token: { content: "<none>" },
    }),
  });
  strictEqual(tokenizer.padId, 0);
  deepStrictEqual(idsOf(tokenizer, "<none>"), [2, 0, 3]);
});

Deno.test("a vocab.txt takes more tokens from added_tokens.json", async () => {
  const tokenizer = await load({
    "vocab.txt": vocab,
    "added_tokens.json": JSON.stringify({ "<user>": 11 }),
  });
  deepStrictEqual(idsOf(tokenizer, "hello<user>"), [2, 5, 11, 3]);
  strictEqual(tokenizer.vocabularySize, 12);
});

/** Asserts that files are refused; the file's name stands for its path. */
const assertRefused = (files: Record<string, string>, message: string) =>
  inTemporaryFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    await assertInputError(
      () => loadTokenizer(folder),
      message.replace("FOLDER", folder),
    );
  });

Deno.test("a vocab.txt with a token twice, or without a special one, is refused", async () => {
  await assertRefused(
    { "vocab.txt": `${vocab}hello\n` },
    'Cannot read "FOLDER/vocab.txt": line 12 has "hello" again, expected each token once',
  );
  await assertRefused(
    { "vocab.txt": vocab.replace("[SEP]", "x") },
    'Cannot read "FOLDER/vocab.txt": it has no sep_token "[SEP]", expected it among its tokens',
  );
});

Deno.test("a token with two ids is refused", () =>
  assertRefused(
    {
      "vocab.txt": vocab,
      "tokenizer_config.json": JSON.stringify({
        added_tokens_decoder: { 9: { content: "hello" } },
      }),
    },
    'Cannot read "FOLDER/vocab.txt": "hello" is token 5, expected 9 as in tokenizer_config.json',
  ));

const pieces = {
  ...{ "<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3, "<mask>": 4 },
  ...{ a: 5, b: 6, "Ġ": 7, ab: 8, "Ġab": 9 },
};
const byteLevel = {
  "vocab.json": JSON.stringify(pieces),
  "merges.txt": "#version: 0.2\na b\nĠ ab\n",
};

Deno.test("a vocab.json with merges.txt is a byte-level BPE of RoBERTa", async () => {
  const tokenizer = await load(byteLevel);
  deepStrictEqual(idsOf(tokenizer, "ab ab ba <mask> b"), [
    ...[0, 8, 9, 7, 6, 5, 4, 7, 6, 2],
  ]);
  deepStrictEqual(
    tokenizer.encode({ text: "a", pair: "b" }, { maxLength: 9 }),
    { ids: [0, 5, 2, 2, 6, 2], types: [0, 0, 0, 0, 0, 0] },
  );
  const spaced = await load({
    ...byteLevel,
    "tokenizer_config.json": JSON.stringify({ add_prefix_space: true }),
  });
  deepStrictEqual(idsOf(spaced, "ab"), [0, 9, 2]);
});

Deno.test("a merges.txt of other lines, or a vocab.json of others, is refused", async () => {
  await assertRefused(
    { ...byteLevel, "merges.txt": "a b\nab\n" },
    'Cannot read "FOLDER/merges.txt": line 2 is "ab", expected two pieces with a space between',
  );
  await assertRefused(
    { ...byteLevel, "vocab.json": '{"a": -1}' },
    'Cannot read "FOLDER/vocab.json": its a is not as expected, expected a fast tokenizer of BERT or RoBERTa',
  );
  await assertRefused(
    { "vocab.json": "{}" },
    'Cannot read "FOLDER": it has no tokenizer, expected tokenizer.json, vocab.txt, or vocab.json with merges.txt',
  );
});

const texts = [
  "Hello, world! It's 3.5 % of $1,000...",
  "  Crème brûlée — naïve Ångström\t\nİstanbul STRASSE ß",
  "東京は日本の首都 한국어 русский язык العربية",
  "emoji 😁👍🏽 and [MASK] and [SEP] within, un[PAD]split",
  "x".repeat(120) + " supercalifragilisticexpialidocious \u0000\u200b\ufffd",
  "",
];

Deno.test({
  name:
    "the vocab.txt of bert-base-uncased gives the ids of its tokenizer.json (skipped where ../shared is missing)",
  ignore: !areThere,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const whole = `${TOKENIZERS}/bert-base-uncased`;
      await Deno.copyFile(`${whole}/vocab.txt`, `${folder}/vocab.txt`);
      const expected = await loadTokenizer(whole);
      const tokenizer = await loadTokenizer(folder);
      for (const text of texts) {
        for (const input of [{ text }, { text, pair: texts[0]! }]) {
          deepStrictEqual(
            tokenizer.encode(input, { maxLength: 512 }),
            expected.encode(input, { maxLength: 512 }),
          );
        }
      }
      deepStrictEqual(tokenizer.specialIds, expected.specialIds);
      strictEqual(tokenizer.vocabularySize, expected.vocabularySize);
      strictEqual(tokenizer.padId, expected.padId);
      strictEqual(tokenizer.maskId, expected.maskId);
    }),
});

/** Ids that roberta-base's own tokenizer gives. */
const known: [text: string, ids: number[]][] = [
  ["Hello world", [31414, 232]],
  [" Hello world", [20920, 232]],
  ["Hello world!", [31414, 232, 328]],
  ["I love you", [100, 657, 47]],
  ["This is a test", [713, 16, 10, 1296]],
  [
    "The quick brown fox jumps over the lazy dog.",
    [133, 2119, 6219, 23602, 13855, 81, 5, 22414, 2335, 4],
  ],
  [
    "The capital of France is <mask>.",
    [133, 812, 9, 1470, 16, 50264, 4],
  ],
  [
    "Paris is the <mask> of France.",
    [32826, 16, 5, 50264, 9, 1470, 4],
  ],
  ["café 😁", [438, 2001, 1140, 17841, 10172]],
  ["", []],
];

Deno.test({
  name:
    "the vocab.json and merges.txt of roberta-base give its ids (skipped where ../shared is missing)",
  ignore: !areThere,
  fn: () =>
    inTemporaryFolder(async (folder) => {
      const whole = `${TOKENIZERS}/roberta-base`;
      for (const name of ["vocab.json", "merges.txt"]) {
        await Deno.copyFile(`${whole}/${name}`, `${folder}/${name}`);
      }
      const tokenizer = await loadTokenizer(folder);
      for (const [text, ids] of known) {
        deepStrictEqual(idsOf(tokenizer, text), [0, ...ids, 2]);
      }
      deepStrictEqual(idsOf(tokenizer, "Hello", "world"), [
        ...[0, 31414, 2, 2, 8331, 2],
      ]);
      strictEqual(tokenizer.vocabularySize, 50265);
      deepStrictEqual([tokenizer.padId, tokenizer.maskId], [1, 50264]);
      // Its tokenizer_config.json asks for a space before the text.
      const spaced = await loadTokenizer(whole);
      deepStrictEqual(idsOf(spaced, "Hello world"), [0, 20920, 232, 2]);
    }),
});
