import { deepStrictEqual, strictEqual, throws } from "node:assert/strict";
import { loadTokenizer } from "../../lib/text/tokenizer.ts";
import {
  type TokenizerFiles,
  trainTokenizer,
} from "../../lib/text/train_tokenizer.ts";
import { withFile } from "./temporary.ts";

const texts = [
  "the old man and the sea",
  "the sea is old, the man isn't",
  "an old man sees the sea",
];

/** The vocabulary of the trained tokenizer. */
const vocabulary = ({ tokenizer }: TokenizerFiles) =>
  (tokenizer.model as { vocab: Record<string, number> }).vocab;

/** Loads trained files the way that a model directory is loaded. */
const withTrained = (
  { tokenizer, config }: TokenizerFiles,
  use: (directory: string) => Promise<void>,
) =>
  withFile("tokenizer.json", JSON.stringify(tokenizer), async (path) => {
    const directory = path.slice(0, path.lastIndexOf("/"));
    await Deno.writeTextFile(
      `${directory}/tokenizer_config.json`,
      JSON.stringify(config),
    );
    await use(directory);
  });

Deno.test("trainTokenizer() has RoBERTa's ids", () => {
  const vocab = vocabulary(trainTokenizer(texts, { size: 300 }));
  const ids = Object.values(vocab).toSorted((a, b) => a - b);
  deepStrictEqual(ids, [...ids.keys()]);
  deepStrictEqual(
    ["<s>", "<pad>", "</s>", "<unk>", "<mask>"].map((token) => vocab[token]),
    [0, 1, 2, 3, ids.length - 1],
  );
});

Deno.test("trainTokenizer() gives a frequent word one id wherever it stands", () =>
  withTrained(trainTokenizer(texts, { size: 300 }), async (directory) => {
    const tokenizer = await loadTokenizer(directory);
    const ids = (text: string) =>
      tokenizer.encode({ text }, { maxLength: 99 }).ids;
    const [start, the, end] = ids("the");
    deepStrictEqual([start, end], [0, 2]);
    deepStrictEqual(ids("The the"), [0, the, the, 2]);
    deepStrictEqual(tokenizer.padId, 1);
    strictEqual(tokenizer.maskId, tokenizer.vocabularySize - 1);
  }));

Deno.test("trainTokenizer() loses nothing of any text", () => {
  const files = trainTokenizer(texts, { size: 280 });
  const pieces = new Map(
    Object.entries(vocabulary(files)).map(([piece, id]) => [id, piece]),
  );
  return withTrained(files, async (directory) => {
    const tokenizer = await loadTokenizer(directory);
    const text = "the zebra's naïve 海, 42!";
    const { ids } = tokenizer.encode({ text }, { maxLength: 99 });
    // In byte-level BPE a space is written as Ġ, and é or 海 as two or three signs.
    const written = ids.slice(1, -1).map((id) => pieces.get(id)).join("");
    strictEqual(written, "ĠtheĠzebra'sĠnaÃ¯veĠæµ·,Ġ42!");
  });
});

Deno.test("trainTokenizer() depends on the texts, not on their order", () => {
  deepStrictEqual(
    trainTokenizer(texts, { size: 290 }),
    trainTokenizer(texts.toReversed(), { size: 290 }),
  );
});

Deno.test("trainTokenizer() fills no more ids than asked for, or than there are pairs", () => {
  const size = (asked: number) =>
    Object.keys(vocabulary(trainTokenizer(texts, { size: asked }))).length;
  strictEqual(size(261), 261);
  strictEqual(size(270), 270);
  strictEqual(size(100_000), size(200_000));
});

Deno.test("trainTokenizer() throws if the bytes alone do not fit", () => {
  throws(
    () => trainTokenizer(texts, { size: 260 }),
    new RangeError(
      "Cannot train a tokenizer: size is 260, expected at least 261",
    ),
  );
});
