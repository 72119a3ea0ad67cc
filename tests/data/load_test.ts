import {
  deepStrictEqual,
  match,
  ok,
  rejects,
  strictEqual,
} from "node:assert/strict";
import { loadDataset, loadSplit } from "../../data/load.ts";
import { makeDomain } from "../../data/make_domain.ts";
import { Failure } from "../../lib/io/failure.ts";
import type { Hub } from "../../lib/io/hub/hub.ts";
import { Screen } from "../../lib/io/screen.ts";
import { assertInputError } from "../text/input_error.ts";
import { withFile } from "../text/temporary.ts";
import { lines, withFolder } from "./folder.ts";

const sizes = { train: 5, validation: 4, test: 3 };

Deno.test("loadDataset() makes a domain of the sizes asked for", async () => {
  deepStrictEqual(
    await loadDataset("finance", { seed: 2, sizes }),
    makeDomain("finance", { seed: 2, ...sizes }),
  );
  strictEqual((await loadDataset("finance", { seed: 2 })).train.length, 600);
});

/** A hub that must not be asked and has nothing. */
const hub: Hub = {
  endpoint: "http://localhost:9",
  cache: "nowhere/cache",
  offline: true,
  timeout: 1,
  alarm: () => () => {},
  screen: new Screen({ terminal: false, columns: () => 80, write() {} }),
  sleep: () => Promise.resolve(),
};

Deno.test("loadDataset() looks for a real data set in the data directory, then on the Hub", () =>
  rejects(
    () => loadDataset("sst2", { seed: 1, dataDir: "nowhere", hub }),
    (error) => {
      ok(error instanceof Failure);
      strictEqual(error.kind, "offline");
      match(
        error.message,
        /^Cannot find data set "sst2": there is no nowhere\/sst2, and to fetch it failed \(Cannot .*nyu-mll\/glue.*\), expected the files that data\/README.md names$/,
      );
      return true;
    },
  ));

Deno.test("loadDataset() looks for other names with an owner on the Hub", () =>
  rejects(
    () =>
      loadDataset("cornell-movie-review-data/rotten_tomatoes", {
        seed: 1,
        hub,
      }),
    (error) => error instanceof Failure && error.kind === "offline",
  ));

Deno.test("loadDataset() throws if no data set has the name", () =>
  assertInputError(
    () => loadDataset("toString", { seed: 1 }),
    'Cannot find data set "toString": there is none of that name, expected one of ' +
      "inference, paraphrase, sentiment, entailment, answers, duplicates, " +
      "abstracts, topics, authors, finance, reviews, hate, toxicity, " +
      "mnli, mrpc, sst2, rte, qnli, qqp, rct, ag, authorship, financial, imdb, " +
      "tweets, wiki, a directory, owner/name on the Hub, or a file that ends in " +
      ".csv, .tsv, .jsonl or .parquet",
  ));

const table = lines(
  "text,label",
  ...Array.from({ length: 100 }, (_, i) => `text ${i},${i < 60 ? "a" : "b"}`),
);

Deno.test("loadDataset() cuts files to the sizes asked for, by class", () =>
  withFile("mine.csv", table, async (path) => {
    const { name, labels, train, test } = await loadDataset(path, {
      seed: 1,
      sizes,
    });
    deepStrictEqual([name, labels], ["mine", ["a", "b"]]);
    deepStrictEqual(train.map(({ label }) => label), [0, 0, 0, 1, 1]);
    strictEqual(test.length, 3);
  }));

Deno.test("loadDataset() refuses the paper's splits of other data", () =>
  withFile("mine.csv", table, (path) =>
    assertInputError(
      () => loadDataset(path, { seed: 1, splits: "paper" }),
      `Cannot divide "${path}" as in the paper: it is none of the paper's, expected one of mnli, mrpc, sst2, rte, qnli, qqp, rct, ag, authorship, financial, imdb, tweets, wiki`,
    )));

Deno.test("loadSplit() gives the split of a named data set and its labels", async () => {
  const { name, labels, examples } = await loadSplit("hate", "validation", {
    seed: 2,
    sizes,
  });
  deepStrictEqual([name, labels], ["hate", ["no_hate", "hate"]]);
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
      name: "hate",
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
        name: "a",
        labels: undefined,
        examples: rows,
      });
    }
    deepStrictEqual(await loadSplit(path, "test", { seed: 1, labels }), {
      name: "a",
      labels,
      examples: rows,
    });
  }));

Deno.test("loadSplit() takes the first rows of a file, and a draw of a directory", () =>
  withFolder(
    { "mine/train.csv": table, "mine/test.csv": table },
    async (folder) => {
      const options = { seed: 1, limit: 10 };
      const labels = async (path: string) =>
        (await loadSplit(path, "test", options)).examples
          .map(({ label }) => label).join("");
      strictEqual(await labels(`${folder}/mine/test.csv`), "0000000000");
      strictEqual(await labels(`${folder}/mine`), "0000001111");
    },
  ));

Deno.test("loadSplit() takes the first examples of a made-up domain", async () => {
  const { examples } = await loadSplit("hate", "test", {
    seed: 2,
    sizes,
    limit: 2,
  });
  deepStrictEqual(
    examples,
    makeDomain("hate", { seed: 2, ...sizes }).test.slice(0, 2),
  );
});
