import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { readExamples } from "../../lib/text/read_examples.ts";
import { loadTokenizer } from "../../lib/text/tokenizer.ts";
import { assertInputError } from "./input_error.ts";
import { readIntegers, readMetadata } from "./integers.ts";
import { withFile } from "./temporary.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PARITY = `${ROOT}tests/fixtures/parity`;
const MODELS = `${ROOT}../shared/models`;

const isThere = (path: string) => {
  try {
    return Deno.statSync(path) !== undefined;
  } catch {
    return false;
  }
};

/** A matrix of ids, types or masks, with zeros or padding behind the rows. */
const padded = (
  rows: number[][],
  { width, by }: { width: number; by: number },
) => rows.map((row) => [...row, ...Array(width - row.length).fill(by)]);

const cases = isThere(PARITY)
  ? [...Deno.readDirSync(PARITY)].map(({ name }) => name).toSorted()
  : [];

if (cases.length === 0) {
  Deno.test.ignore(
    "encode() against tests/fixtures/parity (it is missing)",
    () => {},
  );
}

for (const name of cases) {
  Deno.test(`encode() gives the ids of Hugging Face's tokenizer for ${name}`, async () => {
    const expected = `${PARITY}/${name}/expected.safetensors`;
    const tokenizer = await loadTokenizer(`${PARITY}/${name}/model`);
    const examples = await readExamples(`${PARITY}/${name}/data.csv`);
    const encodings = examples.map((example) =>
      tokenizer.encode(example, { maxLength: 62 })
    );
    const ids = await readIntegers(expected, "input_ids");
    const width = ids[0]!.length;
    deepStrictEqual(
      padded(encodings.map(({ ids }) => ids), { width, by: tokenizer.padId }),
      ids,
    );
    deepStrictEqual(
      padded(encodings.map(({ types }) => types), { width, by: 0 }),
      await readIntegers(expected, "token_type_ids"),
    );
    deepStrictEqual(
      padded(encodings.map(({ ids }) => ids.map(() => 1)), { width, by: 0 }),
      await readIntegers(expected, "attention_mask"),
    );
  });
}

const tiny = `${MODELS}/bert-tiny-mlm`;
const noTiny = isThere(tiny)
  ? ""
  : " (skipped: no shared/models/bert-tiny-mlm)";

Deno.test({
  name: `encode() gives the ids of bert-tiny-mlm's fixture${noTiny}`,
  ignore: noTiny !== "",
  async fn() {
    const fixture = `${tiny}/fixture.safetensors`;
    const tokenizer = await loadTokenizer(tiny);
    const texts: string[] = JSON.parse((await readMetadata(fixture)).texts!);
    const ids = await readIntegers(fixture, "input_ids");
    deepStrictEqual(
      padded(
        texts.map((text) => tokenizer.encode({ text }, { maxLength: 64 }).ids),
        { width: ids[0]!.length, by: tokenizer.padId },
      ),
      ids,
    );
  },
});

const uncased = `${MODELS}/tokenizers/bert-base-uncased`;
const noUncased = isThere(uncased)
  ? ""
  : " (skipped: no shared/models/tokenizers/bert-base-uncased)";

Deno.test({
  name: `loadTokenizer() knows bert-base-uncased${noUncased}`,
  ignore: noUncased !== "",
  async fn() {
    const tokenizer = await loadTokenizer(uncased);
    strictEqual(tokenizer.vocabularySize, 30522);
    strictEqual(tokenizer.padId, 0);
    strictEqual(tokenizer.maskId, 103);
    deepStrictEqual(tokenizer.specialIds, new Set([0, 100, 101, 102, 103]));
    // Hello , un ##believ ##able café, lower-cased and without its accent.
    deepStrictEqual(
      tokenizer.encode({ text: "Hello,", pair: "café" }, { maxLength: 9 }),
      { ids: [101, 7592, 1010, 102, 7668, 102], types: [0, 0, 0, 0, 1, 1] },
    );
  },
});

/** A byte-level BPE of four letters, in RoBERTa's layout. */
const byteLevel = {
  version: "1.0",
  added_tokens: ["<s>", "<pad>", "</s>", "<unk>", "<mask>"].map((
    content,
    id,
  ) => ({
    id,
    content,
    single_word: false,
    lstrip: content === "<mask>",
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: null,
  pre_tokenizer: {
    type: "ByteLevel",
    add_prefix_space: false,
    use_regex: true,
  },
  post_processor: {
    type: "RobertaProcessing",
    sep: ["</s>", 2],
    cls: ["<s>", 0],
  },
  decoder: { type: "ByteLevel" },
  model: {
    type: "BPE",
    unk_token: null,
    vocab: {
      "<s>": 0,
      "<pad>": 1,
      "</s>": 2,
      "<unk>": 3,
      "<mask>": 4,
      a: 5,
      b: 6,
      "Ġ": 7,
      "Ã": 8,
      "©": 9,
      ab: 10,
      "Ġab": 11,
    },
    merges: ["a b", "Ġ ab"],
  },
};
const byteLevelConfig = {
  pad_token: "<pad>",
  mask_token: { content: "<mask>", lstrip: true },
};

/** Runs a test with a directory that holds the byte-level tokenizer. */
const withByteLevel = (
  use: (directory: string) => Promise<void>,
  { tokenizer = byteLevel as unknown, config = byteLevelConfig as unknown } =
    {},
) =>
  withFile("tokenizer.json", JSON.stringify(tokenizer), async (path) => {
    const directory = path.slice(0, path.lastIndexOf("/"));
    await Deno.writeTextFile(
      `${directory}/tokenizer_config.json`,
      JSON.stringify(config),
    );
    await use(directory);
  });

Deno.test("encode() cuts bytes into pieces and finds special tokens in the text", () =>
  withByteLevel(async (directory) => {
    const tokenizer = await loadTokenizer(directory);
    deepStrictEqual(
      tokenizer.encode({ text: "ab abé ba <mask>" }, { maxLength: 20 }).ids,
      [0, 10, 11, 8, 9, 7, 6, 5, 4, 2],
    );
    deepStrictEqual(
      [tokenizer.vocabularySize, tokenizer.padId, tokenizer.maskId],
      [12, 1, 4],
    );
  }));

Deno.test("encode() shortens the longer text and keeps all special tokens", () =>
  withByteLevel(async (directory) => {
    const { encode } = await loadTokenizer(directory);
    const ids = (text: string, pair: string, maxLength: number) =>
      encode({ text, pair }, { maxLength }).ids;
    deepStrictEqual(ids("bbbbb", "a", 8), [0, 6, 6, 6, 2, 2, 5, 2]);
    deepStrictEqual(ids("bb", "aaaaa", 8), [0, 6, 6, 2, 2, 5, 5, 2]);
    deepStrictEqual(ids("bbb", "aaa", 4), [0, 2, 2, 2]);
    deepStrictEqual(encode({ text: "bbb" }, { maxLength: 3 }).ids, [0, 6, 2]);
  }));

Deno.test("encode() takes empty texts, alone and as the second of a pair", () =>
  withByteLevel(async (directory) => {
    const { encode } = await loadTokenizer(directory);
    deepStrictEqual(encode({ text: "" }, { maxLength: 9 }).ids, [0, 2]);
    deepStrictEqual(encode({ text: "a", pair: "" }, { maxLength: 9 }).ids, [
      0,
      5,
      2,
      2,
      2,
    ]);
  }));

Deno.test("encode() throws if the special tokens alone do not fit", () =>
  withByteLevel(async (directory) => {
    const { encode } = await loadTokenizer(directory);
    throws(
      () => encode({ text: "a", pair: "b" }, { maxLength: 3 }),
      new RangeError(
        "Cannot encode a text: maxLength is 3, expected at least 4 for the special tokens",
      ),
    );
  }));

Deno.test("loadTokenizer() throws if there is no tokenizer", () =>
  assertInputError(
    () => loadTokenizer("nowhere"),
    'Cannot read "nowhere": it has no tokenizer, expected tokenizer.json, vocab.txt, or vocab.json with merges.txt',
  ));

Deno.test("loadTokenizer() takes RoBERTa's own names without tokenizer_config.json", () =>
  withByteLevel(async (directory) => {
    await Deno.remove(`${directory}/tokenizer_config.json`);
    const { padId, maskId } = await loadTokenizer(directory);
    deepStrictEqual([padId, maskId], [1, 4]);
  }));

Deno.test("loadTokenizer() counts ids, not tokens, where ids have holes", () => {
  const { model } = byteLevel;
  const vocab = { ...model.vocab, far: 40 };
  return withByteLevel(
    async (directory) => {
      strictEqual((await loadTokenizer(directory)).vocabularySize, 41);
    },
    { tokenizer: { ...byteLevel, model: { ...model, vocab } } },
  );
});

Deno.test("loadTokenizer() refuses patterns of the file's own", () =>
  withByteLevel(
    (directory) =>
      assertInputError(
        () => loadTokenizer(directory),
        `Cannot read "${directory}/tokenizer.json": its pre_tokenizer is not as expected, expected a fast tokenizer of BERT or RoBERTa`,
      ),
    {
      tokenizer: {
        ...byteLevel,
        pre_tokenizer: {
          type: "Split",
          pattern: { Regex: "(a+)+$" },
          behavior: "Isolated",
          invert: false,
        },
      },
    },
  ));

Deno.test("loadTokenizer() throws if there is no template", () =>
  withByteLevel(
    (directory) =>
      assertInputError(
        () => loadTokenizer(directory),
        `Cannot read "${directory}/tokenizer.json": its post_processor is not as expected, expected a fast tokenizer of BERT or RoBERTa`,
      ),
    { tokenizer: { ...byteLevel, post_processor: null } },
  ));

Deno.test("loadTokenizer() throws if a file is no JSON", () =>
  withByteLevel(async (directory) => {
    await Deno.writeTextFile(`${directory}/tokenizer.json`, "{");
    await assertInputError(
      () => loadTokenizer(directory),
      `Cannot read "${directory}/tokenizer.json": it is no valid JSON, expected a fast tokenizer of BERT or RoBERTa`,
    );
  }));

Deno.test("loadTokenizer() throws if the padding token is unknown", () =>
  withByteLevel(
    (directory) =>
      assertInputError(
        () => loadTokenizer(directory),
        `Cannot read "${directory}/tokenizer.json": it has no token "[none]", expected the padding token among its tokens`,
      ),
    { config: { pad_token: "[none]" } },
  ));
