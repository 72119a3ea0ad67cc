import { deepStrictEqual, doesNotMatch, match } from "node:assert/strict";
import { filesLike, pathPattern } from "../../data/files_like.ts";
import { withFolder } from "./folder.ts";

Deno.test("filesLike() finds files by the parts of their names, in order", () =>
  withFolder({
    "b/train-2.csv": "",
    "b/train-1.csv": "",
    "b/train.csv/x": "",
    "a/train-9.csv": "",
    "train-0.csv": "",
    "b/c/train-3.csv": "",
  }, async (folder) => {
    const found = async (pattern: string) =>
      (await filesLike(folder, pattern)).map((path) =>
        path.slice(folder.length + 1)
      );
    deepStrictEqual(await found("b/train-1.csv"), ["b/train-1.csv"]);
    deepStrictEqual(await found("*/train-*.csv"), [
      "a/train-9.csv",
      "b/train-1.csv",
      "b/train-2.csv",
    ]);
    deepStrictEqual(await found("train-0.csv/x"), []);
    deepStrictEqual(await found("b/train.csv"), [], "a directory is no file");
    deepStrictEqual(await found("b/trainx1.csv"), []);
    deepStrictEqual(await filesLike(`${folder}/none`, "*"), []);
  }));

Deno.test("pathPattern() is what filesLike() finds", () => {
  const pattern = pathPattern(["train.tsv", "mnli/train-*.parquet"]);
  match("train.tsv", pattern);
  match("mnli/train-0-of-1.parquet", pattern);
  for (const path of ["a/train.tsv", "trainxtsv", "mnli/train-a/b.parquet"]) {
    doesNotMatch(path, pattern);
  }
});
