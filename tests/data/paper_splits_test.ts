import { deepStrictEqual, notDeepStrictEqual, ok } from "node:assert/strict";
import { type DatasetName, datasets } from "../../data/datasets.ts";
import { paperCounts, paperSplits } from "../../data/paper_splits.ts";
import type { Source } from "../../data/source.ts";
import type { Example } from "../../lib/text/dataset.ts";

const many = (count: number): Example[] =>
  Array.from({ length: count }, (_, i) => ({ text: `${i}`, label: i % 3 }));

/** Divides files of so many rows as the paper divided a data set. */
function divide(
  name: DatasetName,
  { train, validation, test }: {
    train: number;
    validation?: number;
    test?: number;
  },
) {
  const parts = {
    train: many(train),
    ...(validation && { validation: many(validation) }),
    ...(test && { test: many(test) }),
  };
  const { paper }: Source = datasets[name];
  return paperSplits(parts, paper, { seed: 42 });
}

/** Rows of the whole data sets' files. */
const FILES = {
  mnli: { train: 392_702, test: 9_815 },
  mrpc: { train: 3_668, test: 408 },
  rct: { train: 178_882, validation: 30_212, test: 30_135 },
  ag: { train: 120_000, test: 7_600 },
  authorship: { train: 9 * 381 },
  financial: { train: 4_846 },
  imdb: { train: 25_000 },
  tweets: { train: 31_962 },
  wiki: { train: 159_571, test: 63_978 },
} satisfies Partial<Record<DatasetName, Record<string, number>>>;

Deno.test("paperSplits() of whole files has the counts of table 2", () => {
  for (const name of Object.keys(FILES) as (keyof typeof FILES)[]) {
    const counts = paperCounts(name, divide(name, FILES[name]));
    deepStrictEqual(counts.map(({ split }) => split), ["train", "test"]);
    for (const { dataset, expected, found } of counts) {
      deepStrictEqual(found, expected, dataset);
    }
  }
});

Deno.test("paperCounts() shows by how much a part of the data differs", () => {
  const splits = divide("sst2", { train: 4_000, test: 872 });
  deepStrictEqual(paperCounts("sst2", splits), [
    { dataset: "sst2", split: "train", expected: 67_349, found: 4_000 },
    { dataset: "sst2", split: "test", expected: 872, found: 872 },
  ]);
});

Deno.test("paperSplits() divides financial news 8:1:1", () => {
  const { train, validation, test } = divide("financial", { train: 4_846 });
  deepStrictEqual([train.length, validation.length, test.length], [
    3_878,
    484,
    484,
  ]);
  deepStrictEqual(new Set([...train, ...validation, ...test]).size, 4_846);
});

Deno.test("paperSplits() of a part of the data draws the same shares", () => {
  const { train, validation, test } = divide("wiki", { train: 1_000, test: 9 });
  deepStrictEqual([train.length, validation.length, test.length], [
    800,
    200,
    9,
  ]);
});

Deno.test("paperSplits() draws by the seed", () => {
  const { paper }: Source = datasets.financial;
  const texts = (seed: number) =>
    paperSplits({ train: many(100) }, paper, { seed }).test;
  deepStrictEqual(texts(1), texts(1));
  notDeepStrictEqual(texts(1), texts(2));
  ok(texts(1).length === 10);
});
