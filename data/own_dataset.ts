import { inputError } from "../lib/io/failure.ts";
import { cleanSplits, type Parts } from "../lib/text/clean_splits.ts";
import type { Dataset, Split, SplitName } from "../lib/text/dataset.ts";
import { formats } from "../lib/text/formats.ts";
import { matchLabels } from "../lib/text/match_labels.ts";
import {
  expectClasses,
  type NamedExamples,
  readNamed,
} from "../lib/text/read_named.ts";
import { filesLike } from "./files_like.ts";
import { isFile, nameOf, numberedLabels } from "./names.ts";
import { SPLIT_SEED } from "./read_dataset.ts";

/** Names that the files of each split go by. */
const FILE_NAMES: Record<SplitName, readonly string[]> = {
  train: ["train"],
  validation: ["validation", "valid", "val", "dev"],
  test: ["test"],
};

/** Files of each split that has some. */
type Files = Partial<Record<SplitName, readonly string[]>>;

/**
 * Reads a data set of the user's own: a table file, or a directory with one for
 * each split.
 *
 * A file alone is divided as {@linkcode cleanSplits} does. In a directory only
 * the training file has to be there; the others are drawn from it if missing. A
 * split may be in several files, as on the Hub: `train-00000-of-00002.parquet`.
 *
 * @param path A file that ends in .csv, .tsv, .jsonl or .parquet, or a directory
 * with `train`, `validation` (or `dev`) and `test` of these, or with such a
 * directory named `data`.
 * @param name Name of the data set; that of the file or directory if absent.
 * @returns The data set.
 * @throws {Failure} If a file is missing or broken, or if files differ in whether
 * their classes have names.
 */
export async function readOwnDataset(
  path: string,
  name: string = nameOf(path),
): Promise<Dataset> {
  const files = isFile(path) ? { train: [path] } : await filesOf(path);
  const read: [SplitName, NamedExamples[]][] = [];
  for (const [split, paths] of Object.entries(files)) {
    const parts = await Array.fromAsync(paths, readNamed);
    read.push([split as SplitName, parts]);
  }
  const classes = classesOf(path, read.flatMap(([, parts]) => parts));
  const labels = expectClasses(path, classes);
  const parts = Object.fromEntries(read.map(([split, all]) => [
    split,
    all.flatMap((part) => numbered(name, part, labels)),
  ]));
  const { train = [], ...others }: Partial<Parts> = parts;
  const divided = cleanSplits({ train, ...others }, { seed: SPLIT_SEED });
  return { name, labels, ...divided };
}

/** The files of a directory by their split. */
async function filesOf(directory: string): Promise<Files> {
  const files: Files = {};
  for (const [split, names] of Object.entries(FILE_NAMES)) {
    const found = await firstFound(directory, patternsOf(names));
    if (found.length > 0) files[split as SplitName] = found;
  }
  if (files.train) return files;
  throw inputError(
    `Cannot read data set "${directory}": it has no training file, expected ` +
      Object.keys(formats).map((end) => `train.${end}`).join(" or "),
  );
}

/** Patterns of files of these names: whole ones first, then those in pieces. */
function patternsOf(names: readonly string[]): string[] {
  return ["", "data/"].flatMap((folder) =>
    names.flatMap((name) =>
      Object.keys(formats).flatMap((end) => [
        `${folder}${name}.${end}`,
        `${folder}${name}-*.${end}`,
      ])
    )
  );
}

/** Files that fit the first of the patterns that any file fits. */
async function firstFound(
  directory: string,
  patterns: readonly string[],
): Promise<string[]> {
  for (const pattern of patterns) {
    const found = await filesLike(directory, pattern);
    if (found.length > 0) return found;
  }
  return [];
}

/** Names of the classes of all files, which all have names, or none has. */
function classesOf(path: string, files: readonly NamedExamples[]): string[] {
  const named = files.filter(({ labels }) => labels !== undefined);
  if (named.length === 0) {
    return numberedLabels(files.flatMap(({ examples }) => examples));
  }
  if (named.length === files.length) {
    return [...new Set(named.flatMap(({ labels = [] }) => labels))].sort();
  }
  throw inputError(
    `Cannot read data set "${path}": its files have numbers and names for labels, ` +
      "expected either",
  );
}

/** The examples with the indices that the whole data set gives the classes. */
function numbered(
  name: string,
  { labels, examples }: NamedExamples,
  all: readonly string[],
): Split {
  return labels ? matchLabels({ name, labels }, examples, all) : examples;
}
