import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readDataset } from "../../data/read_dataset.ts";
import { assertInputError } from "../text/input_error.ts";
import { lines, withFolder } from "./folder.ts";

/** A small SST-2 in GLUE's layout: twenty sentences, the even ones negative. */
const SST2 = {
  "train.tsv": lines(
    "sentence\tlabel",
    ...Array.from({ length: 20 }, (_, i) => `sentence ${i} \t${i % 2}`),
  ),
  "dev.tsv": lines(
    "sentence\tlabel",
    '"unflinchingly bleak \t0',
    "charming \t1",
  ),
};

Deno.test("readDataset() of sst2 tests on GLUE's dev and holds a tenth out", () =>
  withFolder(SST2, async (folder) => {
    const { name, labels, train, validation, test } = await readDataset(
      "sst2",
      folder,
    );
    strictEqual(name, "sst2");
    deepStrictEqual(labels, ["negative", "positive"]);
    deepStrictEqual(test, [
      { text: '"unflinchingly bleak ', label: 0 },
      { text: "charming ", label: 1 },
    ]);
    deepStrictEqual(validation.map(({ label }) => label).toSorted(), [0, 1]);
    strictEqual(train.length, 18);
    strictEqual(
      new Set([...train, ...validation].map(({ text }) => text)).size,
      20,
    );
  }));

/** Four abstracts with a sentence each. */
const abstracts = (label: string, name: string) =>
  [1, 2, 3, 4].map((i) => `###${i}\n${label}\tOf ${name} ${i}.\n\n`).join("");

Deno.test("readDataset() of rct reads PubMed RCT if it is there", () =>
  withFolder({
    "train.txt": abstracts("METHODS", "a"),
    "dev.txt": abstracts("RESULTS", "b"),
    "test.txt": abstracts("OBJECTIVE", "c"),
    "nicta_piboso/train_clean.txt": abstracts("outcome", "d"),
    "nicta_piboso/dev_clean.txt": abstracts("outcome", "e"),
    "nicta_piboso/test_clean.txt": abstracts("outcome", "f"),
  }, async (folder) => {
    const { name, labels, train, validation, test } = await readDataset(
      "rct",
      folder,
    );
    strictEqual(name, "rct");
    const standIn = await readDataset("rct_nicta", folder);
    strictEqual(standIn.labels[standIn.train[0]!.label], "outcome");
    deepStrictEqual(
      [train, validation, test].map(([first]) => labels[first!.label]),
      ["methods", "results", "objective"],
    );
  }));

Deno.test("readDataset() gives the stand-in of rct its own name and classes", () =>
  withFolder({
    "nicta_piboso/train_clean.txt": abstracts("study design", "d"),
    "nicta_piboso/dev_clean.txt": abstracts("outcome", "e"),
    "nicta_piboso/test_clean.txt": abstracts("intervention", "f"),
  }, async (folder) => {
    const dataset = await readDataset("rct", folder);
    const { name, labels, train, test } = dataset;
    strictEqual(name, "rct_nicta");
    strictEqual(labels.length, 6);
    strictEqual(labels[train[0]!.label], "study design");
    strictEqual(labels[test[0]!.label], "intervention");
    deepStrictEqual(await readDataset("rct_nicta", folder), dataset);
  }));

Deno.test("readDataset() has articles on one side, or copies on both as in the paper", () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [
    `Guardian_original/UK/hugoyoung/${i}.txt`,
    `article ${i % 20}`,
  ]));
  return withFolder(files, async (folder) => {
    const shared = async (splits: "clean" | "paper") => {
      const dataset = await readDataset("authorship", folder, { splits });
      const train = new Set(dataset.train.map(({ text }) => text));
      return dataset.test.filter(({ text }) => train.has(text)).length;
    };
    strictEqual(await shared("clean"), 0);
    strictEqual(await shared("paper") > 50, true);
  });
});

Deno.test("readDataset() of imdb draws the paper's test from the training files", () => {
  const reviews = (part: string) =>
    Array.from({ length: 20 }, (_, i) => [
      `aclImdb/${part}/${i % 2 ? "pos" : "neg"}/${i}.txt`,
      `${part} ${i}`,
    ]);
  const files = Object.fromEntries([...reviews("train"), ...reviews("test")]);
  return withFolder(files, async (folder) => {
    const clean = await readDataset("imdb", folder);
    deepStrictEqual([clean.train.length, clean.test.length], [18, 20]);
    const paper = await readDataset("imdb", folder, { splits: "paper" });
    deepStrictEqual(paper.test.map(({ text }) => text.split(" ")[0]), [
      "train",
      "train",
    ]);
    deepStrictEqual([paper.train.length, paper.validation.length], [16, 2]);
  });
});

Deno.test("readDataset() throws if a file is missing", () =>
  withFolder({ "train.tsv": SST2["train.tsv"] }, (folder) =>
    assertInputError(
      () => readDataset("sst2", folder),
      `Cannot read data set "sst2": there is no ${folder}/dev.tsv, expected the files that data/README.md names`,
    )));
