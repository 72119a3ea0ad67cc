import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { readOwnDataset } from "../../data/own_dataset.ts";
import { assertInputError } from "../text/input_error.ts";
import { lines, withFolder } from "./folder.ts";

const csv = (name: string, count: number, labels: readonly string[]) =>
  lines(
    "text,label",
    ...Array.from(
      { length: count },
      (_, i) => `${name} ${i},${labels[i % labels.length]}`,
    ),
  );

Deno.test("readOwnDataset() divides a file", () =>
  withFolder({ "my.news.csv": csv("a", 100, ["0", "2"]) }, async (folder) => {
    const { name, labels, train, validation, test } = await readOwnDataset(
      `${folder}/my.news.csv`,
    );
    strictEqual(name, "my_news");
    deepStrictEqual(labels, ["LABEL_0", "LABEL_1", "LABEL_2"]);
    deepStrictEqual([train.length, validation.length, test.length], [
      81,
      9,
      10,
    ]);
  }));

Deno.test("readOwnDataset() gives all files of a directory the same classes", () =>
  withFolder({
    "mine/train.csv": csv("a", 20, ["good", "bad"]),
    "mine/dev.tsv": "text\tlabel\nb\tugly\n",
    "mine/test.jsonl": '{"text":"c","label":"good"}\n',
    "mine/README.md": "",
  }, async (folder) => {
    const { name, labels, train, validation, test } = await readOwnDataset(
      `${folder}/mine`,
    );
    strictEqual(name, "mine");
    deepStrictEqual(labels, ["bad", "good", "ugly"]);
    deepStrictEqual(validation, [{ text: "b", label: 2 }]);
    deepStrictEqual(test, [{ text: "c", label: 1 }]);
    deepStrictEqual(train.slice(0, 2).map(({ label }) => label), [1, 0]);
  }));

Deno.test("readOwnDataset() draws what a directory lacks and joins pieces", () =>
  withFolder({
    "data/train-00000-of-00002.csv": csv("a", 60, ["0", "1"]),
    "data/train-00001-of-00002.csv": csv("b", 40, ["0", "1"]),
    "data/test-00000-of-00001.csv": csv("c", 7, ["0", "1"]),
  }, async (folder) => {
    const { train, validation, test } = await readOwnDataset(folder, "mine");
    deepStrictEqual([train.length, validation.length, test.length], [
      90,
      10,
      7,
    ]);
  }));

Deno.test("readOwnDataset() throws if a directory has nothing to train on", () =>
  withFolder({ "test.csv": csv("a", 3, ["0"]) }, (folder) =>
    assertInputError(
      () => readOwnDataset(folder),
      `Cannot read data set "${folder}": it has no training file, expected train.csv or train.tsv or train.jsonl or train.parquet`,
    )));

Deno.test("readOwnDataset() throws if files have numbers and names for classes", () =>
  withFolder({
    "train.csv": csv("a", 3, ["0"]),
    "test.csv": csv("b", 3, ["good"]),
  }, (folder) =>
    assertInputError(
      () => readOwnDataset(folder),
      `Cannot read data set "${folder}": its files have numbers and names for labels, expected either`,
    )));
