import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { directoryOf, namesIn } from "../../data/directory_of.ts";
import { loadDataset } from "../../data/load.ts";
import { withHub } from "../io/hub/played_hub.ts";
import { lines, withFolder } from "./folder.ts";

const rows = (...texts: string[]) =>
  lines("text,label", ...texts.map((text, i) => `${text},${i % 2}`));

Deno.test("directoryOf() takes the user's directory, and asks nobody", () =>
  withFolder(
    { "sst2/train.tsv": "" },
    (dataDir) =>
      withHub({ files: {} }, async ({ hub, asked }) => {
        const found = await directoryOf("sst2", { dataDir, hub });
        strictEqual(found, `${dataDir}/sst2`);
        deepStrictEqual(asked, []);
      }),
  ));

Deno.test("a real data set that is not there is fetched from the Hub", () =>
  withHub({
    files: {
      "README.md": "not wanted",
      "train.csv": "text,label\nTo see .,1\nWe saw .,3\n",
      "validation.csv": "text,label\nIt is so .,4\n",
      "test.csv": "text,label\nIt was so .,0\n",
    },
  }, async ({ hub, asked }) => {
    const { name, labels, train, validation, test } = await loadDataset("rct", {
      seed: 1,
      dataDir: "nowhere",
      hub,
    });
    strictEqual(name, "rct");
    deepStrictEqual(
      [...train, ...validation, ...test].map(({ text, label }) => [
        text,
        labels[label],
      ]),
      [
        ["To see .", "objective"],
        ["We saw .", "results"],
        ["It is so .", "conclusions"],
        ["It was so .", "background"],
      ],
    );
    const wanted = asked.map(({ path }) => path).join(" ");
    strictEqual(wanted.includes("pubmed_20k_rct"), true);
    strictEqual(wanted.includes("README"), false);
  }));

Deno.test("a data set of the Hub is read like a directory of one's own", () =>
  withHub({
    files: {
      "data/train-00000-of-00002.csv": rows("a", "b", "c", "d"),
      "data/train-00001-of-00002.csv": rows("e", "f", "g", "h"),
      "data/test-00000-of-00001.csv": rows("i", "j"),
    },
  }, async ({ hub }) => {
    const { name, train, validation, test } = await loadDataset("me/my-films", {
      seed: 1,
      hub,
    });
    strictEqual(name, "my-films");
    deepStrictEqual([train.length, validation.length, test.length], [7, 1, 2]);
  }));

Deno.test("namesIn() names what is there, in the paper's order", () =>
  withFolder({ "wiki/a": "", "mrpc/a": "", "other/a": "" }, async (dataDir) => {
    deepStrictEqual(await namesIn(dataDir), ["mrpc", "wiki"]);
  }));
