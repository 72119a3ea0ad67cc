import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { loadDataset, loadSplit } from "../../data/load.ts";
import { makeDomain } from "../../data/make_domain.ts";
import { assertInputError } from "../text/input_error.ts";
import { withFile } from "../text/temporary.ts";

const sizes = { train: 5, validation: 4, test: 3 };

Deno.test("loadDataset() makes a domain of the sizes asked for", async () => {
  deepStrictEqual(
    await loadDataset("finance", { seed: 2, sizes }),
    makeDomain("finance", { seed: 2, ...sizes }),
  );
  strictEqual((await loadDataset("finance", { seed: 2 })).train.length, 600);
});

Deno.test("loadDataset() looks for a real data set in the data directory", () =>
  assertInputError(
    () => loadDataset("sst2", { seed: 1, dataDir: "nowhere" }),
    'Cannot read data set "sst2": there is no nowhere/sst2/train.tsv, expected the files that data/README.md names',
  ));

Deno.test("loadDataset() throws if no data set has the name", () =>
  assertInputError(
    () => loadDataset("toString", { seed: 1 }),
    'Cannot find data set "toString": there is none of that name, expected one of ' +
      "inference, paraphrase, sentiment, entailment, answers, duplicates, " +
      "abstracts, topics, authors, finance, reviews, hate, toxicity, sst2 " +
      "or a file that ends in .csv, .tsv, .jsonl or .parquet",
  ));

Deno.test("loadSplit() gives the split of a named data set and its labels", async () => {
  const { labels, examples } = await loadSplit("hate", "validation", {
    seed: 2,
    sizes,
  });
  deepStrictEqual(labels, ["no_hate", "hate"]);
  deepStrictEqual(
    examples,
    makeDomain("hate", { seed: 2, ...sizes }).validation,
  );
});

Deno.test("loadSplit() numbers the classes of a named data set as they are given", async () => {
  const own = makeDomain("hate", { seed: 2, ...sizes }).test;
  deepStrictEqual(
    await loadSplit("hate", "test", {
      seed: 2,
      sizes,
      labels: ["hate", "no_hate"],
    }),
    {
      labels: ["hate", "no_hate"],
      examples: own.map((example) => ({
        ...example,
        label: 1 - example.label,
      })),
    },
  );
});

Deno.test("loadSplit() gives all rows of a file, whichever split is asked for", () =>
  withFile("a.csv", "text,label\na,1\nb,0\n", async (path) => {
    const rows = [{ text: "a", label: 1 }, { text: "b", label: 0 }];
    const labels = ["bad", "good"];
    for (const split of ["train", "validation", "test"] as const) {
      deepStrictEqual(await loadSplit(path, split, { seed: 1 }), {
        labels: undefined,
        examples: rows,
      });
    }
    deepStrictEqual(await loadSplit(path, "test", { seed: 1, labels }), {
      labels,
      examples: rows,
    });
  }));
