import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { datasets } from "../../data/datasets.ts";
import { domains } from "../../data/domains.ts";
import { chooseDomains, loadDomains } from "../../data/load_domains.ts";
import { assertInputError } from "../text/input_error.ts";
import { lines, withFolder } from "./folder.ts";

const madeUp = Object.keys(domains);

Deno.test("chooseDomains() trains all made-up domains and mixes those named", () => {
  deepStrictEqual(chooseDomains("reviews,sentiment"), {
    trained: madeUp,
    mixed: ["sentiment", "reviews"],
  });
  deepStrictEqual(chooseDomains(undefined), {
    trained: madeUp,
    mixed: ["sentiment", "duplicates", "topics", "finance", "reviews"],
  });
  deepStrictEqual(chooseDomains("all").mixed, madeUp);
});

Deno.test("chooseDomains() takes the thirteen where real data is meant", () => {
  const real = Object.keys(datasets);
  deepStrictEqual(chooseDomains(undefined, real), {
    trained: real,
    mixed: ["sst2", "qqp", "ag", "financial", "imdb"],
  });
  deepStrictEqual(chooseDomains("all", real).mixed, real);
  deepStrictEqual(chooseDomains(undefined, ["rte", "rct"]).mixed, [
    "rte",
    "rct",
  ]);
});

Deno.test("chooseDomains() trains exactly the real ones and files that are named", () => {
  for (const real of [undefined, Object.keys(datasets)]) {
    const names = ["sst2", "a/my.csv", "sentiment"];
    deepStrictEqual(chooseDomains(names.join(","), real), {
      trained: names,
      mixed: names,
    });
  }
});

const table = lines(
  "text,label",
  ...Array.from({ length: 40 }, (_, i) => `text ${i},${i % 2}`),
);

Deno.test("loadDomains() loads files and names with the sizes asked for", () =>
  withFolder({ "one.csv": table, "two.csv": table }, async (folder) => {
    const sizes = { train: 10, validation: 0, test: 3 };
    const asked = `${folder}/one.csv,sentiment,${folder}/two.csv`;
    const loaded = await loadDomains(asked, { seed: 1, sizes });
    const { datasets, mixed, about } = loaded;
    deepStrictEqual(mixed, ["one", "sentiment", "two"]);
    strictEqual(about, "the data sets one, sentiment, two");
    for (const { train, validation, test } of datasets) {
      deepStrictEqual([train.length, validation.length, test.length], [
        10,
        0,
        3,
      ]);
    }
    strictEqual(datasets[1]!.name, "sentiment");
  }));

Deno.test("loadDomains() tells when all is made up", async () => {
  const sizes = { train: 2, validation: 0, test: 1 };
  const loaded = await loadDomains("hate", { seed: 1, sizes });
  strictEqual(loaded.about, "thirteen made-up domains");
  deepStrictEqual(loaded.mixed, ["hate"]);
  strictEqual(loaded.datasets.length, 13);
});

Deno.test("loadDomains() throws if a data directory has none of the thirteen", () =>
  withFolder({ "a/one.csv": table }, (folder) =>
    assertInputError(
      () => loadDomains(undefined, { seed: 1, dataDir: folder }),
      `Cannot find data sets in "${folder}": it has none of their directories, expected some of mnli, mrpc, sst2, rte, qnli, qqp, rct, ag, authorship, financial, imdb, tweets, wiki`,
    )));

Deno.test("loadDomains() throws if two data sets have the same name", () =>
  withFolder({ "a/one.csv": table, "b/one.csv": table }, (folder) => {
    const paths = [`${folder}/a/one.csv`, `${folder}/b/one.csv`];
    return assertInputError(
      () => loadDomains(paths.join(","), { seed: 1 }),
      `Cannot study ${
        paths.join(", ")
      }: two have the name "one", expected different names`,
    );
  }));

Deno.test("loadDomains() throws if there is nothing to learn or to test", async () => {
  const rows = [0, 1, 2, 3].map((i) => `text ${i},${i % 2}`);
  const files = {
    "few.csv": lines("text,label", ...rows),
    "alike.csv": table.replaceAll(/,[01]$/gm, ",1"),
    "sst2.csv": table,
  };
  await withFolder(files, async (folder) => {
    const refused = (name: string, sentence: string) =>
      assertInputError(
        () => loadDomains(`${folder}/${name}`, { seed: 1 }),
        sentence,
      );
    await refused(
      "few.csv",
      `Cannot use data set "${folder}/few.csv": its test split has no examples, expected some`,
    );
    await refused(
      "alike.csv",
      `Cannot train on "${folder}/alike.csv": every label is "LABEL_1", expected two classes or more`,
    );
    await refused(
      "sst2.csv",
      `Cannot study "${folder}/sst2.csv": there is a data set "sst2" without it, expected another name`,
    );
  });
});
