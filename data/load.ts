import { inputError } from "../lib/io/failure.ts";
import { fetchDataset } from "../lib/io/hub/fetch_dataset.ts";
import type { Hub } from "../lib/io/hub/hub.ts";
import type { Dataset, Split, SplitName } from "../lib/text/dataset.ts";
import { drawByClass } from "../lib/text/draw_by_class.ts";
import { matchLabels } from "../lib/text/match_labels.ts";
import { readExamples } from "../lib/text/read_examples.ts";
import { expectClasses, readNamed } from "../lib/text/read_named.ts";
import { datasets } from "./datasets.ts";
import { type DomainName, domains } from "./domains.ts";
import type { Sizes } from "./draw_dataset.ts";
import { defaultSizes, makeDomain } from "./make_domain.ts";
import { DATA_DIR, directoryOf } from "./directory_of.ts";
import { isFile, nameOf } from "./names.ts";
import { readOwnDataset } from "./own_dataset.ts";
import { readDataset, realName, SPLIT_SEED } from "./read_dataset.ts";
import type { SplitsName } from "./source.ts";
import { expectExamples, expectSeveralClasses } from "./usable.ts";

/** Options of {@linkcode loadDataset}. */
export interface LoadDatasetOptions {
  /** Whole number that fixes what a made-up domain draws. */
  seed: number;
  /** Directory of the real data sets. @default {"data/raw"} */
  dataDir?: string | undefined;
  /**
   * Examples of a made-up domain ({@linkcode defaultSizes} if absent), and the
   * most of any other data set (all if absent), drawn by class.
   */
  sizes?: Sizes;
  /** How a real data set is divided. @default {"clean"} */
  splits?: SplitsName | undefined;
  /** Where to fetch what is not there; as the environment says if absent. */
  hub?: Hub | undefined;
}

/** Options of {@linkcode loadSplit}. */
export interface LoadSplitOptions extends LoadDatasetOptions {
  /**
   * Names of a head's classes, whose order the labels get; without them, those of
   * the data set, or of a file, numbers.
   */
  labels?: readonly string[] | undefined;
  /**
   * Most examples, or 0 for all: the first of a file or of a made-up domain, whose
   * order is random already, and a draw by class of any other data set.
   * @default {0}
   */
  limit?: number;
  /**
   * Whether a file is divided as {@linkcode loadDataset} does, and not one split.
   * @default {false}
   */
  divided?: boolean;
}

/** Examples with the names of their classes, where these are known. */
export interface LoadedSplit {
  /** Name of the data set; of a file, its name without folders and extension. */
  name: string;
  labels: readonly string[] | undefined;
  examples: Split;
}

/**
 * Loads a data set by its name, made up or real, or from files of one's own.
 *
 * @param name Key of `domains` or of `datasets`, a table file, or a directory
 * with one for each split.
 * @param options Seed, sizes, and how and where real data sets are read.
 * @returns The data set.
 * @throws {Failure} If no data set has that name, or its files cannot be read.
 */
export async function loadDataset(
  name: string,
  { seed, sizes, ...where }: LoadDatasetOptions,
): Promise<Dataset> {
  if (Object.hasOwn(domains, name)) {
    return makeDomain(name as DomainName, { seed, ...sizes ?? defaultSizes });
  }
  const dataset = await readReal(name, where);
  if (sizes === undefined) return dataset;
  const cut = (split: SplitName) => drawn(dataset[split], split, sizes[split]);
  const [train, validation, test] = [
    cut("train"),
    cut("validation"),
    cut("test"),
  ];
  return { ...dataset, train, validation, test };
}

/** A real data set of the thirteen, or one of the user's own. */
async function readReal(
  name: string,
  { dataDir = DATA_DIR, splits = "clean", hub }: Omit<
    LoadDatasetOptions,
    "seed" | "sizes"
  >,
): Promise<Dataset> {
  const known = realName(name);
  if (known) {
    const directory = await directoryOf(known, { dataDir, hub });
    return await readDataset(name, directory, { splits });
  }
  const here = isFile(name) || await isDirectory(name);
  const own = here || /^[\w.-]+\/[\w.-]+(@.+)?$/.test(name);
  if (own && splits === "clean") {
    const path = here ? name : await fetchDataset(name, { hub });
    return await readOwnDataset(path, nameOf(name));
  }
  if (own) {
    throw inputError(
      `Cannot divide "${name}" as in the paper: it is none of the paper's, ` +
        `expected one of ${Object.keys(datasets).join(", ")}`,
    );
  }
  const names = [...Object.keys(domains), ...Object.keys(datasets)];
  throw inputError(
    `Cannot find data set "${name}": there is none of that name, expected one of ` +
      `${
        names.join(", ")
      }, a directory, owner/name on the Hub, or a file that ` +
      "ends in .csv, .tsv, .jsonl or .parquet",
  );
}

async function isDirectory(path: string): Promise<boolean> {
  return (await Deno.stat(path).catch(() => undefined))?.isDirectory ?? false;
}

/** So many examples at most, each class with its share. */
function drawn(examples: Split, split: SplitName, count: number): Split {
  return drawByClass(examples, {
    count,
    seed: SPLIT_SEED,
    name: `limit/${split}`,
  });
}

/**
 * Loads one split of a data set, or all rows of a file.
 *
 * A file that is not to be divided is one split and no more: its rows are returned
 * whichever split is asked for, and who fits and reports on one file does so
 * knowingly.
 *
 * @param nameOrPath Name of a data set, path of a table file, or directory with a
 * table file for each split.
 * @param split The split of all but a file.
 * @param options Options of both.
 * @returns The examples and the names of their classes: the names that were
 * given, if any.
 * @throws {Failure} If there is no such data set or file, if it cannot be read, if
 * it has other classes than the given ones or no examples, or if all that it gives
 * to train on are of one class.
 */
export async function loadSplit(
  nameOrPath: string,
  split: SplitName,
  options: LoadSplitOptions,
): Promise<LoadedSplit> {
  const loaded = await readSplit(nameOrPath, split, options);
  const { examples, labels } = loaded;
  expectExamples(nameOrPath, split, examples);
  // Whoever gives a head's classes goes on with it, or only looks at the examples;
  // what few examples of a made-up domain lack, the domain has.
  const learned = split === "train" && !options.labels;
  if (learned && !Object.hasOwn(domains, nameOrPath)) {
    expectSeveralClasses(nameOrPath, examples, labels);
  }
  return loaded;
}

async function readSplit(
  nameOrPath: string,
  split: SplitName,
  { labels, limit = 0, divided = false, ...options }: LoadSplitOptions,
): Promise<LoadedSplit> {
  if (isFile(nameOrPath) && !divided) {
    const { labels: own, examples } = labels
      ? { labels, examples: await readExamples(nameOrPath, { labels }) }
      : await readNamed(nameOrPath);
    return {
      name: nameOf(nameOrPath),
      labels: expectClasses(nameOrPath, own),
      examples: first(examples, limit),
    };
  }
  const dataset = await loadDataset(nameOrPath, options);
  const examples = Object.hasOwn(domains, nameOrPath)
    ? first(dataset[split], limit)
    : drawn(dataset[split], split, limit || dataset[split].length);
  return {
    name: dataset.name,
    labels: labels ?? dataset.labels,
    examples: labels ? matchLabels(dataset, examples, labels) : examples,
  };
}

/** The first so many examples, or all if that is 0. */
function first(examples: Split, limit: number): Split {
  return limit === 0 ? examples : examples.slice(0, limit);
}
