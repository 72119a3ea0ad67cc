import { deepStrictEqual, strictEqual } from "node:assert/strict";
import {
  describeDataset,
  inTokens,
  inWords,
} from "../../lib/text/describe_dataset.ts";
import { loadTokenizer } from "../../lib/text/tokenizer.ts";
import { parityFolder } from "../parity.ts";

const dataset = {
  name: "mine",
  labels: ["no", "yes"],
  train: [
    { text: "One two.", pair: "Three four five.", label: 1 },
    { text: "Six.", label: 1 },
    { text: "Seven.", label: 0 },
  ],
  validation: [],
  test: [{ text: "Eight nine.", label: 0 }],
};

Deno.test("describeDataset() has a row for each number of each split that has examples", () => {
  const { numbers } = describeDataset(dataset, inWords);
  const of = (split: string) =>
    Object.fromEntries(
      numbers.filter((row) => row.split === split)
        .map(({ metric, value }) => [metric, value]),
    );
  deepStrictEqual(of("train"), {
    examples: 3,
    documents: 4,
    document_length: 7 / 4,
    sentence_length: 7 / 4,
    sentences_per_document: 1,
    words_median: 1,
    words_percentile_95: 4.6,
    words_longest: 5,
  });
  strictEqual(of("test").documents, 1);
  deepStrictEqual(of("validation"), {});
});

Deno.test("describeDataset() counts classes and lengths with their shares", () => {
  const { classes, bins } = describeDataset(dataset, inWords);
  const train = { dataset: "mine", split: "train" };
  deepStrictEqual(classes.slice(0, 2), [
    { ...train, metric: "class_share", label: "no", value: 1 / 3, count: 1 },
    { ...train, metric: "class_share", label: "yes", value: 2 / 3, count: 2 },
  ]);
  deepStrictEqual(
    bins.filter(({ split, count }) => split === "train" && count > 0),
    [
      { ...train, metric: "words", from: 1, to: 2, value: 2 / 3, count: 2 },
      { ...train, metric: "words", from: 4, to: 6, value: 1 / 3, count: 1 },
    ],
  );
});

Deno.test("inTokens() counts special tokens, and cuts nothing", async () => {
  const directory = `${parityFolder("bert-pfeiffer")}/model`;
  const { unit, lengthOf } = inTokens(await loadTokenizer(directory));
  strictEqual(unit, "tokens");
  strictEqual(lengthOf({ text: "good" }), 3);
  strictEqual(lengthOf({ text: "good", pair: "bad good" }), 6);
  strictEqual(lengthOf({ text: "good ".repeat(1000) }), 1002);
});
